import type { Outcome } from '../server/domain/outcome.ts';

/** A seed that is refused is a fault of the seed. */
export function done<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(`A seed was refused: ${outcome.reason} ${outcome.field ?? ''}`);
  return outcome.value;
}

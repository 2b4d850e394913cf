import type { Run } from '../commands/command.ts';
import { configOrExit } from '../config/or-exit.ts';
import type { Outcome } from '../domain/outcome.ts';
import type { SystemActor } from '../domain/user/actor.ts';
import { withRunner } from './with-runner.ts';

/** Who acts when the billing system hands something in: allowed that, and nothing else. */
const BILLING: SystemActor = { kind: 'system', name: 'billing' };

/**
 * Runs what the billing system asks, and says what came of it.
 *
 * @returns the exit code: 0 done, 1 refused
 */
export async function asBilling<T>(
  ask: (run: Run, actor: SystemActor) => Promise<Outcome<T>>,
  told: (value: T, publicUrl: string) => string,
): Promise<number> {
  const config = configOrExit();
  return withRunner(config, async (run) => {
    const outcome = await ask(run, BILLING);
    if (outcome.ok) say(told(outcome.value, config.publicUrl));
    else say(`Refused: ${outcome.reason}${outcome.field ? ` (${outcome.field})` : ''}`);
    return outcome.ok ? 0 : 1;
  });
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** `107.97` or `-34.80` as cents, without floating point; NaN for anything else. */
export function centsOf(amount: string): number {
  const [, minus, whole, decimals = ''] = /^(-)?(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(amount) ?? [];
  if (whole === undefined) return Number.NaN;
  const cents = Number(whole + decimals.padEnd(2, '0'));
  return minus === undefined ? cents : -cents;
}

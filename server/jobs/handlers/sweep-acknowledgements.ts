import type { Run } from '../../commands/command.ts';
import { groupAcknowledgements } from '../../commands/group-acknowledgements.ts';
import { groupDue } from '../../domain/mail/brakes.ts';
import { listOwing } from '../../store/acknowledgements.ts';
import type { Database } from '../../store/connect.ts';

const SWEEP = { kind: 'system', name: 'sweep' } as const;
/** People at once; the next sweep takes the rest. */
const AT_ONCE = 100;
/** Letters to one person in a row. */
const IN_A_ROW = 50;

/**
 * Tells known customers of the requests that they are still owed an acknowledgement of (I2). One
 * that fails stops no other.
 *
 * @throws the first failure, once all the rest is done
 */
export async function sweepAcknowledgements(
  database: Database,
  run: Run,
  now: Date,
): Promise<void> {
  const failures: unknown[] = [];
  for (const userId of await listOwing(database, groupDue(now), AT_ONCE)) {
    try {
      for (let letters = 0; letters < IN_A_ROW; letters += 1) {
        const outcome = await run(groupAcknowledgements, SWEEP, { userId });
        if (!outcome.ok || outcome.value.told === 0) break;
      }
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

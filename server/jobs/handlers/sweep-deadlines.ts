import type { Run } from '../../commands/command.ts';
import { fireDeadlines } from '../../commands/fire-deadlines.ts';
import { putOffDeadlines } from '../../commands/put-off-deadlines.ts';
import type { Database } from '../../store/connect.ts';
import { listTicketsWithDue } from '../../store/deadlines.ts';

const SWEEP = { kind: 'system', name: 'sweep' } as const;
const BATCH = 200;
/** Tickets at once: what else a process does needs connections too. */
const WIDTH = 3;

/**
 * Says what is due on every ticket, a transaction each. What another worker holds, and what fails,
 * is left to a later sweep and stops no other ticket.
 *
 * @returns how many tickets something was said on
 * @throws the first failure, once all the rest is done
 */
export async function sweepDeadlines(
  database: Database,
  run: Run,
  clock: () => Date,
): Promise<number> {
  const tried = new Set<number>();
  const failures: unknown[] = [];
  let fired = 0;
  const fire = async (ticketId: number) => {
    try {
      const outcome = await run(fireDeadlines, SWEEP, { ticketId });
      if (outcome.ok && outcome.value.fired) fired += 1;
    } catch (error) {
      failures.push(error);
      await run(putOffDeadlines, SWEEP, { ticketId });
    }
  };
  for (;;) {
    const due = await listTicketsWithDue(database, clock(), BATCH);
    const left = due.filter((id) => !tried.has(id));
    if (left.length === 0) break;
    for (const id of left) tried.add(id);
    const next = left.values();
    const lane = async () => {
      for (const id of next) await fire(id);
    };
    await Promise.all(Array.from({ length: WIDTH }, lane));
  }
  if (failures.length > 0) throw failures[0];
  return fired;
}

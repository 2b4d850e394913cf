import { setTimeout as sleep } from 'node:timers/promises';
import type { Run } from '../../server/commands/command.ts';
import { type DeliveryResult, recordDelivery } from '../../server/commands/record-delivery.ts';
import type { Actor } from '../../server/domain/user/actor.ts';
import { isDatabaseTrouble } from '../../server/store/database-trouble.ts';

/** Milliseconds between two tries, the last for as long as it takes; and in all. */
const PAUSES = [100, 250, 500, 1_000];
const AT_MOST = 40_000;

/**
 * Puts on record what became of an attempt, again while the database is away for a moment: a mail
 * that was taken and isn't known to be would be sent once more. It ends before the mail's lease does;
 * past that, a later attempt settles it.
 */
export async function keepResult(
  run: Run,
  actor: Actor,
  { id, result, to }: { id: number; result: DeliveryResult; to: string },
): Promise<void> {
  const began = performance.now();
  for (let tried = 0; ; tried += 1) {
    try {
      await run(recordDelivery, actor, { id, result, to });
      return;
    } catch (error) {
      if (!isDatabaseTrouble(error) || performance.now() - began > AT_MOST) throw error;
      await sleep(PAUSES[Math.min(tried, PAUSES.length - 1)]);
    }
  }
}

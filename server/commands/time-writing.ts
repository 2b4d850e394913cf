import { randomBytes } from 'node:crypto';
import type { TimeOrigin } from '../domain/diagnosis/event.ts';
import { secondsOf, type TimeSpan } from '../domain/diagnosis/time.ts';
import { saltedDigest } from '../domain/proof/salted-digest.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { insertTimeEntry } from '../store/time-entries.ts';
import type { CommandContext } from './command.ts';

/** The most characters of what was done. */
export const WORK_LENGTH = 2_000;

export type NewTime = TimeSpan & {
  readonly ticketId: number;
  readonly userId: number;
  readonly origin: TimeOrigin;
  readonly work: string;
  readonly correctsId: number | null;
};

/**
 * Writes a stretch of somebody's time down.
 *
 * @returns its id, and the event that tells it: what was done is represented by a salted digest
 */
export async function writeTime(
  { tx, actor, now }: CommandContext,
  time: NewTime,
): Promise<{ id: number; event: TicketEventData }> {
  const salt = randomBytes(16);
  // the product stops a timer in its owner's name; the event says that the product did
  const recordedBy = actor.kind === 'user' ? actor.id : time.userId;
  const id = await insertTimeEntry(tx, { ...time, salt, recordedBy, recordedAt: now });
  return {
    id,
    event: {
      type: 'time_recorded',
      data: {
        entry: id,
        user: time.userId,
        origin: time.origin,
        started_at: time.startedAt.toISOString(),
        ended_at: time.endedAt.toISOString(),
        seconds: secondsOf(time),
        digest: saltedDigest(salt, { work: time.work }),
        ...(time.correctsId === null ? {} : { corrects: time.correctsId }),
      },
    },
  };
}

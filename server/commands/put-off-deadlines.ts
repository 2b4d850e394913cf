import { accept, refuse } from '../domain/outcome.ts';
import { putOffDue } from '../store/deadlines.ts';
import { type Command, inOneStatement } from './command.ts';

const AGAIN_AFTER = 15 * 60_000;

/** Tries again later what failed to be said on a ticket: it stands in the way of no other. */
export const putOffDeadlines: Command<{ ticketId: number }, null> = inOneStatement(
  async ({ tx, actor, now }, { ticketId }) => {
    if (actor.kind !== 'system') return refuse('forbidden');
    const until = new Date(now.getTime() + AGAIN_AFTER);
    await putOffDue(tx, ticketId, { now, until });
    return accept(null);
  },
);

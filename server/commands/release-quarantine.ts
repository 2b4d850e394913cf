import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { reopenInboundEmail, reopenInboundEmails } from '../store/inbound-emails.ts';
import type { Command } from './command.ts';

/** More than these wait for the next time somebody asks. */
const AT_ONCE = 500;

/** An administrator has a quarantined message tried again. */
export const releaseQuarantine: Command<{ id: number }, null> = async (
  { actor, tx, now },
  { id },
) => {
  if (!may(actor, 'release_quarantine')) return refuse('forbidden');
  return (await reopenInboundEmail(tx, id, now)) ? accept(null) : refuse('not_found');
};

/**
 * Has all those tried again that one reason set aside, the oldest first: what stood in their way is
 * mended.
 *
 * @param reason the code that was decisive
 */
export const releaseAllQuarantined: Command<{ reason: string }, { released: number }> = async (
  { actor, tx, now },
  { reason },
) => {
  if (!may(actor, 'release_quarantine')) return refuse('forbidden');
  return accept({ released: await reopenInboundEmails(tx, reason, { now, limit: AT_ONCE }) });
};

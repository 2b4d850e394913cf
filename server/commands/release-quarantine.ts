import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { reopenInboundEmail } from '../store/inbound-emails.ts';
import type { Command } from './command.ts';

/** An administrator has a quarantined message tried again. */
export const releaseQuarantine: Command<{ id: number }, null> = async (
  { actor, tx, now },
  { id },
) => {
  if (!may(actor, 'release_quarantine')) return refuse('forbidden');
  return (await reopenInboundEmail(tx, id, now)) ? accept(null) : refuse('not_found');
};

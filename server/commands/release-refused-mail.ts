import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { releaseRefusedMail as release } from '../store/refused-mails.ts';
import type { Command } from './command.ts';

/** An administrator lets a blocked sender's mail in all the same: it is decided again, and opens. */
export const releaseRefusedMail: Command<{ id: number }, null> = async (
  { actor, tx, now },
  { id },
) => {
  if (actor.kind !== 'user' || !may(actor, 'release_quarantine')) return refuse('forbidden');
  return (await release(tx, id, actor.id, now)) ? accept(null) : refuse('not_found');
};

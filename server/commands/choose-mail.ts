import { accept, refuse } from '../domain/outcome.ts';
import { readMailChoicesToken } from '../security/mail-choices-link.ts';
import { setOptionalMail } from '../store/mail-choices.ts';
import type { Command } from './command.ts';

/** Whoever holds the link of a mail says whether its reader gets those that nothing requires. */
export const chooseMail: Command<{ token: string; optional: boolean }, null> = async (
  { tx, house },
  { token, optional },
) => {
  const userId = readMailChoicesToken([house.secret, ...house.previousSecrets], token);
  if (userId === null || !(await setOptionalMail(tx, userId, optional))) return refuse('not_found');
  return accept(null);
};

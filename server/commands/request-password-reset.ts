import { accept } from '../domain/outcome.ts';
import { readAddress } from '../domain/user/email-address.ts';
import { findUserByEmail } from '../store/users.ts';
import { sendAccountLink } from './account-link.ts';
import type { Command } from './command.ts';

/** Sends a link to choose a new password; an unknown address gets the same answer and no mail. */
export const requestPasswordReset: Command<{ email: string }, null> = async (context, input) => {
  const email = readAddress(input.email);
  if (!email.ok) return email;
  const user = await findUserByEmail(context.tx, email.value);
  if (user && user.disabledAt === null) {
    await sendAccountLink(context, user, user.passwordHash === null ? 'confirm' : 'reset');
  }
  return accept(null);
};

import { accept, refuse } from '../domain/outcome.ts';
import { readPassword } from '../domain/user/password.ts';
import { tokenDigest } from '../security/one-time-token.ts';
import { hashPassword } from '../security/password.ts';
import { confirmCustomer } from '../store/customers.ts';
import { revokeTokens, type TokenPurpose, useToken } from '../store/user-tokens.ts';
import { confirmEmail, findUser, setPassword } from '../store/users.ts';
import type { Command } from './command.ts';

/**
 * The owner of a mailed link chooses its password: the link proves the address, works once, and
 * every session opened under an older password ends.
 */
export const choosePassword: Command<
  { token: string; purpose: TokenPurpose; password: string },
  { userId: number }
> = async ({ tx, now }, input) => {
  const userId = await useToken(tx, tokenDigest(input.token), input.purpose, now);
  const user = userId === null ? null : await findUser(tx, userId);
  if (!user) return refuse('link_expired');
  if (user.disabledAt) return refuse('account_disabled');
  const password = readPassword(input.password, user.email);
  if (!password.ok) return password;

  await setPassword(tx, user.id, await hashPassword(password.value));
  await confirmEmail(tx, user.id, now);
  if (user.customerId !== null) await confirmCustomer(tx, user.customerId, now);
  await revokeTokens(tx, user.id, ['confirm', 'invite', 'reset'], now);
  return accept({ userId: user.id });
};

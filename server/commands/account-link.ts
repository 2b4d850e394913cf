import { accountLetter } from '../letters/account.ts';
import { drawToken } from '../security/one-time-token.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { insertUserToken, revokeTokens, type TokenPurpose } from '../store/user-tokens.ts';
import type { User } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import { postLetter, recipientOf } from './post-letter.ts';

const LETTERS = {
  confirm: { name: 'confirm_address', path: 'confirm', hours: 48 },
  invite: { name: 'invitation', path: 'invitation', hours: 24 * 7 },
  reset: { name: 'password_reset', path: 'password', hours: 2 },
} as const;

/**
 * Writes to a user with a link that proves the address and lets it choose a password. Earlier
 * links of the same purpose stop working.
 */
export async function sendAccountLink(
  context: CommandContext,
  user: User,
  purpose: TokenPurpose,
  invitedBy?: string,
): Promise<void> {
  const { tx, now, house } = context;
  const { name, path, hours } = LETTERS[purpose];
  const { token, digest } = drawToken();
  await revokeTokens(tx, user.id, [purpose], now);
  await insertUserToken(tx, {
    digest,
    userId: user.id,
    purpose,
    createdAt: now,
    expiresAt: new Date(now.getTime() + hours * 3_600_000),
  });
  const [provider, id] = await Promise.all([loadProvider(tx), nextOutboundEmailId(tx)]);
  const letter = accountLetter(name, recipientOf(user), {
    providerName: provider.name,
    url: `${house.publicUrl}/${path}/${token}`,
    validHours: hours,
    ...(invitedBy === undefined ? {} : { invitedBy }),
  });
  await postLetter(context, letter, { id, ticket: null });
}

import type { AccountSecret } from '../domain/mail-account/mail-account.ts';
import { seal } from '../security/seal.ts';
import { putAccountSecret } from '../store/mail-account-secrets.ts';
import type { CommandContext } from './command.ts';

/** Keeps what signs in to a mail account, sealed to its own place. */
export async function sealAccountSecret(
  { tx, house }: Pick<CommandContext, 'tx' | 'house'>,
  accountId: number,
  { name, text, expiresAt = null }: { name: AccountSecret; text: string; expiresAt?: Date | null },
): Promise<void> {
  const place = { mailAccountId: accountId, secret: name };
  await putAccountSecret(tx, accountId, {
    name,
    sealed: seal(house.secret, place, text),
    expiresAt,
  });
}

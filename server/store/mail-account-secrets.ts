import { z } from 'zod';
import { ACCOUNT_SECRETS, type AccountSecret } from '../domain/mail-account/mail-account.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

type Seal = { keyId: string; nonce: Uint8Array; sealed: Uint8Array };

const secretRow = z
  .object({
    name: z.enum(ACCOUNT_SECRETS),
    key_id: z.string(),
    nonce: z.instanceof(Uint8Array),
    sealed: z.instanceof(Uint8Array),
    expires_at: z.date().nullable(),
  })
  .transform((row) => ({
    name: row.name,
    sealed: { keyId: row.key_id, nonce: row.nonce, sealed: row.sealed },
    expiresAt: row.expires_at,
  }));
/** What signs in to a mail account, as it is kept: sealed. */
export type KeptAccountSecret = z.output<typeof secretRow>;

export async function listAccountSecrets(db: Db, accountId: number): Promise<KeptAccountSecret[]> {
  return decodeRows(secretRow, await db('mail_account_secrets').where({ account_id: accountId }));
}

/** Which secrets each account has; what they are stays sealed. */
export async function listSecretNames(db: Db): Promise<Map<number, Set<AccountSecret>>> {
  const rows: { account_id: number; name: AccountSecret }[] = await db(
    'mail_account_secrets',
  ).select('account_id', 'name');
  const names = new Map<number, Set<AccountSecret>>();
  for (const { account_id, name } of rows) {
    names.set(account_id, (names.get(account_id) ?? new Set()).add(name));
  }
  return names;
}

/** Keeps a secret in the place of what was kept under its name. */
export async function putAccountSecret(
  db: Db,
  accountId: number,
  { name, sealed, expiresAt }: { name: AccountSecret; sealed: Seal; expiresAt: Date | null },
): Promise<void> {
  const { keyId, nonce, sealed: bytes } = sealed;
  await db('mail_account_secrets')
    .insert({
      account_id: accountId,
      name,
      key_id: keyId,
      nonce,
      sealed: bytes,
      expires_at: expiresAt,
    })
    .onConflict(['account_id', 'name'])
    .merge();
}

/** Forgets secrets for good. */
export async function dropAccountSecrets(
  db: Db,
  accountId: number,
  names: readonly AccountSecret[],
): Promise<void> {
  await db('mail_account_secrets').where({ account_id: accountId }).whereIn('name', names).delete();
}

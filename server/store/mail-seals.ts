import { dkimRecordName } from '../domain/mail/dkim-record.ts';
import type { Db } from './connect.ts';

type Seal = { keyId: string; nonce: Uint8Array; sealed: Uint8Array };
/** A secret of a mail account, or the key that signs a domain's mails. */
export type MailSealPlace = { mailAccountId: number; secret: string } | { dkimDomain: string };

/** All that this key sealed of mail accounts and signing keys, held until the transaction ends. */
export async function takeMailSealsWith(
  db: Db,
  keyId: string,
): Promise<{ place: MailSealPlace; sealed: Seal }[]> {
  const secrets = await db('mail_account_secrets').where({ key_id: keyId }).forUpdate();
  const keys = await db('dkim_keys').where({ key_id: keyId }).forUpdate();
  const sealOf = (row: { nonce: Uint8Array; sealed: Uint8Array }): Seal => ({
    keyId,
    nonce: row.nonce,
    sealed: row.sealed,
  });
  return [
    ...secrets.map((row) => ({
      place: { mailAccountId: row.account_id, secret: row.name },
      sealed: sealOf(row),
    })),
    ...keys.map((row) => ({ place: { dkimDomain: dkimRecordName(row) }, sealed: sealOf(row) })),
  ];
}

export async function replaceMailSeal(
  db: Db,
  place: MailSealPlace,
  { keyId, nonce, sealed }: Seal,
): Promise<void> {
  const columns = { key_id: keyId, nonce, sealed };
  if ('dkimDomain' in place) {
    await db('dkim_keys')
      .whereRaw(`selector || '._domainkey.' || domain = ?`, [place.dkimDomain])
      .update(columns);
  } else {
    const { mailAccountId, secret } = place;
    await db('mail_account_secrets')
      .where({ account_id: mailAccountId, name: secret })
      .update(columns);
  }
}

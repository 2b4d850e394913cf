import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const dkimRow = z
  .object({
    domain: z.string(),
    selector: z.string(),
    public_key: z.string(),
    key_id: z.string(),
    nonce: z.instanceof(Uint8Array),
    sealed: z.instanceof(Uint8Array),
    created_at: z.date(),
    enabled_at: z.date().nullable(),
  })
  .transform((row) => ({
    domain: row.domain,
    selector: row.selector,
    /** As its record publishes it: the bytes of the key's DER, in base64. */
    publicKey: row.public_key,
    /** The private key, as PEM, sealed. */
    sealed: { keyId: row.key_id, nonce: row.nonce, sealed: row.sealed },
    createdAt: row.created_at,
    /** Since when mails are signed with it: its record was found. */
    enabledAt: row.enabled_at,
  }));
/** What signs the mails of one domain of ours. A domain has one that signs, and one to come. */
export type DkimKey = z.output<typeof dkimRow>;
type Named = Pick<DkimKey, 'domain' | 'selector'>;
type Seal = { keyId: string; nonce: Uint8Array; sealed: Uint8Array };

/** Every key, the newest of a domain first. */
export async function listDkimKeys(db: Db): Promise<DkimKey[]> {
  const rows = await db('dkim_keys').orderBy([
    { column: 'domain' },
    { column: 'created_at', order: 'desc' },
  ]);
  return decodeRows(dkimRow, rows);
}

/** The key that a domain's mails are signed with; null where they are not. */
export async function findSigningKey(db: Db, domain: string): Promise<DkimKey | null> {
  const rows = await db('dkim_keys')
    .where({ domain })
    .whereNotNull('enabled_at')
    .orderBy('enabled_at', 'desc')
    .limit(1);
  return decodeFirst(dkimRow, rows);
}

/** One key, held until the transaction ends. */
export async function lockDkimKey(db: Db, { domain, selector }: Named): Promise<DkimKey | null> {
  const rows = await db('dkim_keys').where({ domain, selector }).forUpdate().limit(1);
  return decodeFirst(dkimRow, rows);
}

/** Keeps a key that signs nothing yet, in the place of one that was waiting. */
export async function insertDkimKey(
  db: Db,
  key: Pick<DkimKey, 'domain' | 'selector' | 'publicKey' | 'createdAt'> & { sealed: Seal },
): Promise<void> {
  await db('dkim_keys').where({ domain: key.domain, enabled_at: null }).delete();
  await db('dkim_keys').insert({
    domain: key.domain,
    selector: key.selector,
    public_key: key.publicKey,
    ...columns(key.sealed),
    created_at: key.createdAt,
  });
}

/** Signs with it from now on, and with no other of its domain. */
export async function enableDkimKey(db: Db, { domain, selector }: Named, now: Date): Promise<void> {
  await db('dkim_keys').where({ domain }).whereNot({ selector }).delete();
  await db('dkim_keys').where({ domain, selector }).update({ enabled_at: now });
}

export async function deleteDkimKey(db: Db, { domain, selector }: Named): Promise<void> {
  await db('dkim_keys').where({ domain, selector }).delete();
}

function columns({ keyId, nonce, sealed }: Seal) {
  return { key_id: keyId, nonce, sealed };
}

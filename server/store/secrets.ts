import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const secretRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    kept_by: z.number(),
    keeper: z.string(),
    kept_at: z.date(),
    key_id: z.string(),
    nonce: z.instanceof(Uint8Array).nullable(),
    sealed: z.instanceof(Uint8Array).nullable(),
    wiped_at: z.date().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    keptBy: { id: row.kept_by, name: row.keeper },
    keptAt: row.kept_at,
    /** Null once wiped. */
    sealed:
      row.sealed && row.nonce ? { keyId: row.key_id, nonce: row.nonce, sealed: row.sealed } : null,
    wipedAt: row.wiped_at,
  }));
/** A credential in a ticket's vault (D7), as it is kept: sealed. */
export type KeptSecret = z.output<typeof secretRow>;
type Seal = { keyId: string; nonce: Uint8Array; sealed: Uint8Array };

function secrets(db: Db) {
  return db('secrets as s')
    .join('users as u', 'u.id', 's.kept_by')
    .select('s.*', 'u.name as keeper');
}

/** Draws the id of a secret to be: what is sealed is bound to it. */
export async function nextSecretId(db: Db): Promise<number> {
  const { rows } = await db.raw(`select nextval(pg_get_serial_sequence('secrets', 'id')) as id`);
  return rows[0].id;
}

export async function insertSecret(
  db: Db,
  secret: { id: number; ticketId: number; keptBy: number; sealed: Seal },
  now: Date,
): Promise<void> {
  await db('secrets').insert({
    id: secret.id,
    ticket_id: secret.ticketId,
    kept_by: secret.keptBy,
    kept_at: now,
    ...columns(secret.sealed),
  });
}

/** A ticket's vault, the oldest first, wiped ones included. */
export async function listSecrets(db: Db, ticketId: number): Promise<KeptSecret[]> {
  return decodeRows(secretRow, await secrets(db).where('s.ticket_id', ticketId).orderBy('s.id'));
}

export async function findSecret(
  db: Db,
  { id, ticketId }: { id: number; ticketId: number },
): Promise<KeptSecret | null> {
  const rows = await secrets(db).where({ 's.id': id, 's.ticket_id': ticketId }).limit(1);
  return decodeFirst(secretRow, rows);
}

/**
 * Wipes what a ticket's vault still holds; that something was there stays.
 *
 * @param only this one; all of them otherwise
 * @returns the ids of those that were wiped
 */
export async function wipeSecretsOf(
  db: Db,
  ticketId: number,
  now: Date,
  only?: number,
): Promise<number[]> {
  const query = db('secrets')
    .where({ ticket_id: ticketId })
    .whereNotNull('sealed')
    .update({ sealed: null, nonce: null, wiped_at: now })
    .returning('id');
  if (only !== undefined) query.where({ id: only });
  const rows: { id: number }[] = await query;
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}

/** Takes the next secrets that this key sealed, to seal them anew; a wipe waits meanwhile. */
export async function takeSecretsSealedWith(
  db: Db,
  keyId: string,
  { after, limit }: { after: number; limit: number },
): Promise<{ id: number; ticketId: number; sealed: Seal }[]> {
  const rows = await db('secrets')
    .where({ key_id: keyId })
    .whereNotNull('sealed')
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .forUpdate();
  return rows.map((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    sealed: { keyId, nonce: row.nonce, sealed: row.sealed },
  }));
}

export async function replaceSeal(db: Db, id: number, sealed: Seal): Promise<void> {
  await db('secrets').where({ id }).whereNotNull('sealed').update(columns(sealed));
}

/** How much each key still seals: of vaults, of mail accounts, of the keys that sign mails. */
export async function countSecretsByKey(db: Db): Promise<Map<string, number>> {
  const { rows } = await db.raw(
    `select key_id, count(*)::int as count
       from (select key_id from secrets where sealed is not null
             union all select key_id from mail_account_secrets
             union all select key_id from dkim_keys) sealed
      group by key_id`,
  );
  return new Map(rows.map((row: { key_id: string; count: number }) => [row.key_id, row.count]));
}

function columns({ keyId, nonce, sealed }: Seal) {
  return { key_id: keyId, nonce, sealed };
}

import type { Db } from './connect.ts';

/** Whom a mail goes to. */
export type Addressee = { readonly name: string; readonly address: string };

/** SQL: keeps the address that a mail had until now, where it gets another. */
const KEEP_FORMER = `former_addresses = case when to_address = :address then former_addresses
  else former_addresses || jsonb_build_object('address', to_address, 'until', cast(:now as timestamptz)) end`;

/**
 * Puts a mail that did not arrive back in the queue, to be tried as if it never had been.
 *
 * @returns false where it is in the queue: of two who ask at once, one wins
 */
export async function queueAgain(
  db: Db,
  id: number,
  { name, address }: Addressee,
  now: Date,
): Promise<boolean> {
  const { rowCount } = await db.raw(
    `update outbound_emails
        set status = 'queued', attempts = 0, next_attempt_at = :now, settled_at = null,
            last_error = null, to_name = :name, ${KEEP_FORMER}, to_address = :address
      where id = :id and status in ('failed', 'sent')`,
    { id, name, address, now },
  );
  return rowCount === 1;
}

/**
 * Sends what waits for a person to another address from now on.
 *
 * @returns the tickets whose mails they are
 */
export async function readdressQueued(
  db: Db,
  userId: number,
  { name, address }: Addressee,
  now: Date,
): Promise<number[]> {
  const { rows } = await db.raw(
    `update outbound_emails
        set to_name = :name, ${KEEP_FORMER}, to_address = :address
      where user_id = :userId and status = 'queued'
        -- their links are worthless from now on
        and letter not in ('confirm_address', 'invitation', 'password_reset')
      returning ticket_id`,
    { userId, name, address, now },
  );
  const ids = rows.flatMap(({ ticket_id }: { ticket_id: number | null }) => ticket_id ?? []);
  return [...new Set<number>(ids)];
}

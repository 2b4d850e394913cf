import type { Db } from './connect.ts';

export type MailboxHolder = { name: string; holder: string };

/**
 * Takes, or goes on holding, a mailbox. The row decides between two gateways.
 *
 * @returns whether this holder has it until `until`
 */
export async function holdMailboxRow(
  db: Db,
  { name, holder, now, until }: MailboxHolder & { now: Date; until: Date },
): Promise<boolean> {
  const rows = await db('mailboxes')
    .insert({ name, holder, held_until: until })
    .onConflict('name')
    .merge(['holder', 'held_until'])
    .where((free) =>
      free
        .where('mailboxes.holder', holder)
        .orWhereNull('mailboxes.holder')
        .orWhere('mailboxes.held_until', '<=', now),
    )
    .returning('name');
  return rows.length === 1;
}

/** Lets a mailbox go, for the next gateway to take at once. */
export async function releaseMailboxRow(db: Db, { name, holder }: MailboxHolder): Promise<void> {
  await db('mailboxes').where({ name, holder }).update({ holder: null, held_until: null });
}

/** Notes how its holder fares: when the server last answered, or what went wrong since. */
export async function noteMailboxContact(
  db: Db,
  { name, holder }: MailboxHolder,
  contact: { at: Date } | { error: string },
): Promise<void> {
  await db('mailboxes')
    .where({ name, holder })
    .update(
      'at' in contact
        ? { last_contact_at: contact.at, last_error: null }
        : { last_error: contact.error },
    );
}

/** The UIDs of a mailbox, from `from` up, whose messages are kept already. */
export async function listKeptUids(
  db: Db,
  mailbox: string,
  { uidValidity, from }: { uidValidity: number; from: number },
): Promise<number[]> {
  return db('inbound_emails')
    .where({ mailbox, uid_validity: uidValidity })
    .where('uid', '>=', from)
    .pluck('uid');
}

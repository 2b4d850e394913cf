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

/** What its holder says of a mailbox. */
export type MailboxReport =
  | { error: null; backlog: { waiting: number; oldestAt: Date | null } }
  | { error: string; backlog: null };

/** Keeps how its holder fares: when the server last answered, or what goes wrong since when. */
export async function noteMailboxReport(
  db: Db,
  { name, holder }: MailboxHolder,
  { error, backlog }: MailboxReport,
  now: Date,
): Promise<void> {
  await db('mailboxes')
    .where({ name, holder })
    .update(
      backlog === null
        ? { last_error: error, failing_since: db.raw('coalesce(failing_since, ?)', [now]) }
        : {
            last_contact_at: now,
            last_error: null,
            failing_since: null,
            waiting: backlog.waiting,
            oldest_waiting_at: backlog.oldestAt,
            behind_since: backlog.waiting === 0 ? null : db.raw('coalesce(behind_since, ?)', [now]),
          },
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

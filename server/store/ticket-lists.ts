import { z } from 'zod';
import { PRIORITIES } from '../domain/plan/priority.ts';
import { STATUSES, UNFINISHED } from '../domain/ticket/status.ts';
import { CHANNELS, KINDS } from '../domain/ticket/ticket.ts';
import type { Db } from './connect.ts';
import { type Cursor, type Page, toPage } from './page.ts';
import { decodeFirst, decodeRows } from './rows.ts';
import { findTicketIds, type TicketSearch } from './ticket-search.ts';

export const QUEUE_VIEWS = [
  'mine',
  'unassigned',
  'late',
  'complaints',
  'open',
  'waiting',
  'resolved',
  'closed',
  'all',
] as const;
export type QueueView = (typeof QUEUE_VIEWS)[number];

const listedRow = z
  .object({
    id: z.number(),
    number: z.string(),
    kind: z.enum(KINDS),
    status: z.enum(STATUSES),
    priority: z.enum(PRIORITIES),
    subject: z.string(),
    received_at: z.date(),
    last_activity_at: z.date(),
    last_public_at: z.date(),
    customer_id: z.number(),
    customer_name: z.string(),
    requester_name: z.string(),
    requester_email: z.string(),
    requester_time_zone: z.string(),
    channel: z.enum(CHANNELS),
    last_by_customer: z.boolean(),
    assignee_id: z.number().nullable(),
    assignee_name: z.string().nullable(),
    mail_trouble: z.enum(['unreachable', 'failed']).nullable(),
  })
  .transform((row) => ({
    id: row.id,
    number: row.number,
    kind: row.kind,
    status: row.status,
    priority: row.priority,
    subject: row.subject,
    receivedAt: row.received_at,
    lastActivityAt: row.last_activity_at,
    lastPublicAt: row.last_public_at,
    customer: { id: row.customer_id, name: row.customer_name },
    channel: row.channel,
    requester: {
      name: row.requester_name,
      email: row.requester_email,
      timeZone: row.requester_time_zone,
    },
    /** Whose word is the last one on the ticket. */
    lastBy: row.last_by_customer ? ('customer' as const) : ('staff' as const),
    /** Its mail does not arrive: an address takes none, or the last one was refused. */
    mailTrouble: row.mail_trouble,
    assignee:
      row.assignee_id === null ? null : { id: row.assignee_id, name: row.assignee_name ?? '' },
  }));
/** A ticket as lists show it. */
export type ListedTicket = z.output<typeof listedRow>;

/** One step back on an index per row, and only for the rows of the page. */
const LAST_BY_CUSTOMER = (db: Db) =>
  db.raw(`coalesce((
    select u.customer_id is not null from messages m join users u on u.id = m.author_id
     where m.ticket_id = t.id order by m.id desc limit 1), true) as last_by_customer`);

/** The same: two look-ups by key and one step back on an index, for the rows of the page. */
const MAIL_TROUBLE = (db: Db) =>
  db.raw(`case
    when exists (
      select from unreachable_addresses x where x.address = any(array(
        select r.email union all
        select u.email from ticket_participants p join users u on u.id = p.user_id
         where p.ticket_id = t.id))) then 'unreachable'
    when (select o.status from outbound_emails o
           where o.ticket_id = t.id and (o.user_id = r.id or o.to_address = r.email)
           order by o.id desc limit 1) = 'failed' then 'failed'
    end as mail_trouble`);

function listed(db: Db) {
  return db('tickets as t')
    .join('customers as c', 'c.id', 't.customer_id')
    .join('users as r', 'r.id', 't.requester_id')
    .leftJoin('users as a', 'a.id', 't.assignee_id')
    .select(
      't.id',
      't.number',
      't.kind',
      't.status',
      't.priority',
      't.subject',
      't.received_at',
      't.last_activity_at',
      't.last_public_at',
      't.customer_id',
      'c.name as customer_name',
      'r.name as requester_name',
      'r.email as requester_email',
      'r.time_zone as requester_time_zone',
      't.channel',
      LAST_BY_CUSTOMER(db),
      't.assignee_id',
      'a.name as assignee_name',
      MAIL_TROUBLE(db),
    );
}

/**
 * Tickets that owe something which was promised, or which the law asks, for an earlier time.
 * Whatever is ended owes nothing.
 */
const LATE = `select ticket_id from deadlines
   where met_at is null and (target_minutes is not null or name in ('refund', 'termination'))
     and due_at <= :now
  union all
  select ticket_id from complaints where owed_at is not null and level < 3 and owed_at <= :now`;

/** One view of the desk's queue, the latest activity first. */
export async function listQueue(
  db: Db,
  {
    view,
    userId,
    now,
    size,
    before,
  }: {
    view: Exclude<QueueView, 'complaints'>;
    userId: number;
    now: Date;
    size: number;
    before: Cursor | null;
  },
): Promise<Page<ListedTicket>> {
  const query = listed(db);
  if (view === 'waiting') query.where('t.status', 'waiting_customer');
  else if (view === 'resolved') query.where('t.status', 'resolved');
  else if (view === 'closed') query.whereIn('t.status', ['closed', 'refused']);
  else if (view === 'late') query.whereRaw(`t.id = any(array(${LATE}))`, { now } as never);
  else if (view !== 'all') query.whereIn('t.status', UNFINISHED);
  if (view === 'mine') query.where('t.assignee_id', userId);
  if (view === 'unassigned') query.whereNull('t.assignee_id');
  return latestFirst(query, 'last_activity_at', size, before);
}

/** A customer's own tickets, the latest public activity first: a note moves nothing (V6). */
export async function listCustomerTickets(
  db: Db,
  { customerId, size, before }: { customerId: number; size: number; before: Cursor | null },
): Promise<Page<ListedTicket>> {
  const query = listed(db).where('t.customer_id', customerId);
  return latestFirst(query, 'last_public_at', size, before);
}

/**
 * Tickets by number, by words of their subject or by the beginning of their customer's name, the
 * latest activity first.
 */
export async function searchTickets(db: Db, asked: TicketSearch): Promise<ListedTicket[]> {
  const ids = await findTicketIds(db, asked);
  const found = new Map((await listTicketsById(db, ids)).map((ticket) => [ticket.id, ticket]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

export async function findListedTicket(db: Db, id: number): Promise<ListedTicket | null> {
  return decodeFirst(listedRow, await listed(db).where('t.id', id).limit(1));
}

/** Several tickets as lists show them, in no order. */
export async function listTicketsById(db: Db, ids: readonly number[]): Promise<ListedTicket[]> {
  if (ids.length === 0) return [];
  return decodeRows(listedRow, await listed(db).whereIn('t.id', ids));
}

/** When something last happened to any ticket; null while there is none. */
export async function latestActivity(db: Db): Promise<Date | null> {
  const row = await db('tickets').orderBy('last_activity_at', 'desc').first('last_activity_at');
  return row?.last_activity_at ?? null;
}

/** When something its customer may know last happened to any of its tickets. */
export async function latestPublicActivity(db: Db, customerId: number): Promise<Date | null> {
  const row = await db('tickets')
    .where({ customer_id: customerId })
    .orderBy('last_public_at', 'desc')
    .first('last_public_at');
  return row?.last_public_at ?? null;
}

/** The order of their own list, which has an index. */
const OWED_SOONEST = `coalesce(owed_at, timestamptz '9999-01-01 00:00:00+00'), ticket_id`;

export const COUNTED_UP_TO = 100;

/**
 * How many tickets wait in each view, counted up to 100: beyond that nobody reads the figure, and
 * counting a large table is what makes other desks slow. In the order of their lists' indexes: the
 * first hundred of a table read in no order may lie at its other end.
 */
export async function countQueue(
  db: Db,
  userId: number,
  now: Date,
): Promise<Record<'open' | 'mine' | 'unassigned' | 'late' | 'complaints' | 'waiting', number>> {
  const upTo = (condition: string) =>
    `(select count(*) from (
       select from tickets where ${condition}
        order by last_activity_at desc limit ${COUNTED_UP_TO}) counted)`;
  const unfinished = `status in ('new', 'open', 'waiting_customer')`;
  const { rows } = await db.raw(
    `select ${upTo(unfinished)} as open,
            ${upTo(`assignee_id = :userId and ${unfinished}`)} as mine,
            ${upTo(`assignee_id is null and ${unfinished}`)} as unassigned,
            (select count(*) from (
              select distinct ticket_id from (${LATE}) owing limit ${COUNTED_UP_TO}) late) as late,
            (select count(*) from (
              select from complaints where ended_at is null
               order by ${OWED_SOONEST} limit ${COUNTED_UP_TO}) counted) as complaints,
            ${upTo(`status = 'waiting_customer'`)} as waiting`,
    { userId, now } as never,
  );
  return rows[0];
}

async function latestFirst(
  query: ReturnType<typeof listed>,
  column: 'last_activity_at' | 'last_public_at',
  size: number,
  before: Cursor | null,
): Promise<Page<ListedTicket>> {
  if (before) query.whereRaw('(??, t.id) < (?, ?)', [`t.${column}`, before.at, before.id]);
  const rows = await query
    .orderBy([
      { column: `t.${column}`, order: 'desc' },
      { column: 't.id', order: 'desc' },
    ])
    .limit(size + 1);
  return toPage(decodeRows(listedRow, rows), size, (row) => ({
    at: column === 'last_public_at' ? row.lastPublicAt : row.lastActivityAt,
    id: row.id,
  }));
}

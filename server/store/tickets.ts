import { z } from 'zod';
import { STATUSES } from '../domain/ticket/status.ts';
import { CHANNELS, KINDS, type Ticket } from '../domain/ticket/ticket.ts';
import type { Db } from './connect.ts';
import { decodeFirst } from './rows.ts';

export const ticketRow = z
  .object({
    id: z.number(),
    number: z.string(),
    kind: z.enum(KINDS),
    status: z.enum(STATUSES),
    channel: z.enum(CHANNELS),
    subject: z.string(),
    customer_id: z.number(),
    requester_id: z.number(),
    assignee_id: z.number().nullable(),
    received_at: z.date(),
    last_activity_at: z.date(),
    last_public_at: z.date(),
    closed_at: z.date().nullable(),
    head_seq: z.number(),
    head_hash: z.instanceof(Uint8Array),
  })
  .transform(
    (row): Ticket => ({
      id: row.id,
      number: row.number,
      kind: row.kind,
      status: row.status,
      channel: row.channel,
      subject: row.subject,
      customerId: row.customer_id,
      requesterId: row.requester_id,
      assigneeId: row.assignee_id,
      receivedAt: row.received_at,
      lastActivityAt: row.last_activity_at,
      lastPublicAt: row.last_public_at,
      closedAt: row.closed_at,
      headSeq: row.head_seq,
      headHash: row.head_hash,
    }),
  );

export async function insertTicket(db: Db, ticket: Ticket): Promise<void> {
  await db('tickets').insert({
    id: ticket.id,
    number: ticket.number,
    channel: ticket.channel,
    customer_id: ticket.customerId,
    requester_id: ticket.requesterId,
    received_at: ticket.receivedAt,
    subject: ticket.subject,
    ...changeable(ticket),
  });
}

/** Writes what may change of a ticket. */
export async function updateTicket(db: Db, ticket: Ticket): Promise<void> {
  await db('tickets').where({ id: ticket.id }).update(changeable(ticket));
}

function changeable(ticket: Ticket) {
  return {
    kind: ticket.kind,
    status: ticket.status,
    assignee_id: ticket.assigneeId,
    last_activity_at: ticket.lastActivityAt,
    last_public_at: ticket.lastPublicAt,
    closed_at: ticket.closedAt,
    head_seq: ticket.headSeq,
    head_hash: ticket.headHash,
  };
}

export async function findTicket(db: Db, number: string): Promise<Ticket | null> {
  return decodeFirst(ticketRow, await db('tickets').where({ number }).limit(1));
}

export async function findTicketById(db: Db, id: number): Promise<Ticket | null> {
  return decodeFirst(ticketRow, await db('tickets').where({ id }).limit(1));
}

/** Holds the ticket until the transaction ends: its history has one writer at a time. */
export async function lockTicket(db: Db, number: string): Promise<Ticket | null> {
  return decodeFirst(ticketRow, await db('tickets').where({ number }).forUpdate().limit(1));
}

export async function lockTicketById(db: Db, id: number): Promise<Ticket | null> {
  return decodeFirst(ticketRow, await db('tickets').where({ id }).forUpdate().limit(1));
}

export async function linkTickets(db: Db, from: number, to: number, now: Date): Promise<void> {
  await db('ticket_links').insert({ ticket_id: from, linked_ticket_id: to, created_at: now });
}

/** The tickets linked with this one, in either direction. */
export async function listLinkedTickets(
  db: Db,
  id: number,
): Promise<{ number: string; subject: string }[]> {
  const { rows } = await db.raw(
    `select number, subject from tickets where id in (
       select linked_ticket_id from ticket_links where ticket_id = :id
       union select ticket_id from ticket_links where linked_ticket_id = :id)
     order by id`,
    { id },
  );
  return rows;
}

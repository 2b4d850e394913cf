import { z } from 'zod';
import { IMPACTS, PRIORITIES, URGENCIES } from '../domain/plan/priority.ts';
import type { JudgedBy } from '../domain/ticket/judged-by.ts';
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
    service_id: z.number().nullable(),
    impact: z.enum(IMPACTS),
    urgency: z.enum(URGENCIES),
    priority: z.enum(PRIORITIES),
    plan_version_id: z.number().nullable(),
    incident_calendar_id: z.number().nullable(),
    information_calendar_id: z.number().nullable(),
    conditions_id: z.number().nullable(),
    tariff_version_id: z.number().nullable(),
    received_at: z.date(),
    merged_into_id: z.number().nullable(),
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
      serviceId: row.service_id,
      impact: row.impact,
      urgency: row.urgency,
      priority: row.priority,
      judgedBy: judgedBy(row),
      tariffVersionId: row.tariff_version_id,
      receivedAt: row.received_at,
      mergedIntoId: row.merged_into_id,
      lastActivityAt: row.last_activity_at,
      lastPublicAt: row.last_public_at,
      closedAt: row.closed_at,
      headSeq: row.head_seq,
      headHash: row.head_hash,
    }),
  );

/** @param mailAccountId which of our addresses it came to; null for the environment's */
export async function insertTicket(
  db: Db,
  ticket: Ticket,
  mailAccountId: number | null,
): Promise<void> {
  await db('tickets').insert({
    id: ticket.id,
    number: ticket.number,
    channel: ticket.channel,
    customer_id: ticket.customerId,
    requester_id: ticket.requesterId,
    subject: ticket.subject,
    mail_account_id: mailAccountId,
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
    service_id: ticket.serviceId,
    impact: ticket.impact,
    urgency: ticket.urgency,
    priority: ticket.priority,
    plan_version_id: ticket.judgedBy?.plan_version ?? null,
    incident_calendar_id: ticket.judgedBy?.incident_calendar ?? null,
    information_calendar_id: ticket.judgedBy?.information_calendar ?? null,
    conditions_id: ticket.judgedBy?.conditions ?? null,
    tariff_version_id: ticket.tariffVersionId,
    received_at: ticket.receivedAt,
    merged_into_id: ticket.mergedIntoId,
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

/** Holds the ticket unless somebody holds it: null then, as where there is none. */
export async function lockTicketIfFree(db: Db, id: number): Promise<Ticket | null> {
  const query = db('tickets').where({ id }).forUpdate().skipLocked().limit(1);
  return decodeFirst(ticketRow, await query);
}

/** @param joining whether staff are asked if the second's author takes part in the first */
export async function linkTickets(
  db: Db,
  from: number,
  to: number,
  now: Date,
  joining: 'offered' | null = null,
): Promise<void> {
  await db('ticket_links')
    .insert({ ticket_id: from, linked_ticket_id: to, created_at: now, joining })
    .onConflict(['ticket_id', 'linked_ticket_id'])
    .ignore();
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

function judgedBy(row: {
  plan_version_id: number | null;
  incident_calendar_id: number | null;
  information_calendar_id: number | null;
  conditions_id: number | null;
}): JudgedBy | null {
  const { plan_version_id, incident_calendar_id, information_calendar_id } = row;
  if (plan_version_id === null || incident_calendar_id === null) return null;
  if (information_calendar_id === null) return null;
  return {
    plan_version: plan_version_id,
    incident_calendar: incident_calendar_id,
    information_calendar: information_calendar_id,
    conditions: row.conditions_id,
  };
}

import { z } from 'zod';
import type { Db } from './connect.ts';
import { QUALITIES } from './customers.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const disputeRow = z
  .object({
    id: z.number(),
    invoice_id: z.number(),
    invoice_number: z.string(),
    issued_on: z.string(),
    recorded_at: z.date(),
    customer_id: z.number(),
    customer_name: z.string(),
    quality: z.enum(QUALITIES),
    charge_id: z.number().nullable(),
    incident_id: z.number().nullable(),
    incident_number: z.string().nullable(),
    incident_subject: z.string().nullable(),
    net_cents: z.number().nullable(),
    gross_cents: z.number(),
    ticket_id: z.number(),
    ticket_number: z.string(),
    reason: z.string(),
    late: z.boolean(),
    opened_at: z.date(),
    decided_at: z.date().nullable(),
    decider: z.string().nullable(),
    upheld: z.boolean().nullable(),
  })
  .transform((row) => ({
    id: row.id,
    invoice: {
      id: row.invoice_id,
      number: row.invoice_number,
      issuedOn: row.issued_on,
      recordedAt: row.recorded_at,
    },
    customer: { id: row.customer_id, name: row.customer_name, quality: row.quality },
    /** The line that is disputed; null where it is the whole invoice. */
    line:
      row.charge_id === null
        ? null
        : {
            chargeId: row.charge_id,
            netCents: row.net_cents ?? 0,
            incident: {
              id: row.incident_id ?? 0,
              number: row.incident_number ?? '',
              subject: row.incident_subject ?? '',
            },
          },
    /** With tax: the line's, or the whole invoice's. */
    grossCents: row.gross_cents,
    ticket: { id: row.ticket_id, number: row.ticket_number },
    /** The customer's own words. */
    reason: row.reason,
    late: row.late,
    openedAt: row.opened_at,
    decidedAt: row.decided_at,
    decidedBy: row.decider,
    upheld: row.upheld,
  }));
export type Dispute = z.output<typeof disputeRow>;

function disputes(db: Db) {
  return db('disputes as d')
    .join('invoices as i', 'i.id', 'd.invoice_id')
    .join('customers as k', 'k.id', 'd.customer_id')
    .join('tickets as t', 't.id', 'd.ticket_id')
    .leftJoin('charges as c', 'c.id', 'd.charge_id')
    .leftJoin('tickets as n', 'n.id', 'c.ticket_id')
    .leftJoin('users as u', 'u.id', 'd.decided_by')
    .select('d.*', 'i.number as invoice_number', db.raw('i.issued_on::text'))
    .select('i.recorded_at')
    .select('k.name as customer_name', 'k.quality', 't.number as ticket_number')
    .select('n.id as incident_id', 'n.number as incident_number', 'n.subject as incident_subject')
    .select('c.net_cents', 'u.name as decider')
    .select(db.raw('coalesce(c.gross_cents, i.total_cents) as gross_cents'))
    .select(
      db.raw(`coalesce((select m.body from messages m
        where m.ticket_id = d.ticket_id order by m.id limit 1), '') as reason`),
    );
}

/** @returns null where the line, or the invoice, is disputed already: a unique index decides */
export async function insertDispute(
  db: Db,
  dispute: {
    invoiceId: number;
    customerId: number;
    chargeId: number | null;
    ticketId: number;
    late: boolean;
  },
  now: Date,
): Promise<number | null> {
  const rows = await db('disputes')
    .insert({
      invoice_id: dispute.invoiceId,
      customer_id: dispute.customerId,
      charge_id: dispute.chargeId,
      ticket_id: dispute.ticketId,
      late: dispute.late,
      opened_at: now,
    })
    .onConflict()
    .ignore()
    .returning('id');
  return rows[0]?.id ?? null;
}

export async function findDispute(db: Db, id: number): Promise<Dispute | null> {
  return decodeFirst(disputeRow, await disputes(db).where('d.id', id).limit(1));
}

/** Decides a dispute, once. @returns false where it was decided already */
export async function settleDispute(
  db: Db,
  id: number,
  { upheld, decidedBy }: { upheld: boolean; decidedBy: number },
  now: Date,
): Promise<boolean> {
  const changed = await db('disputes')
    .where({ id })
    .whereNull('decided_at')
    .update({ upheld, decided_by: decidedBy, decided_at: now });
  return changed === 1;
}

/** Disputes that wait for a decision, or those that have one; the newest first. */
export async function listDisputes(
  db: Db,
  { open, limit, before }: { open: boolean; limit: number; before: number | null },
): Promise<Dispute[]> {
  // chosen first: what is joined to them is then looked up, rather than read whole
  const shown = db('disputes').select('id').orderBy('id', 'desc').limit(limit);
  shown.whereRaw(`decided_at is ${open ? '' : 'not'} null`);
  if (before !== null) shown.where('id', '<', before);
  const query = disputes(db).whereIn('d.id', shown).orderBy('d.id', 'desc');
  return decodeRows(disputeRow, await query);
}

/** Disputes of an invoice, the oldest first. */
export async function listDisputesOf(db: Db, invoiceId: number): Promise<Dispute[]> {
  return decodeRows(
    disputeRow,
    await disputes(db).where('d.invoice_id', invoiceId).orderBy('d.id'),
  );
}

/** What a ticket has to do with disputes: the one it is of, and those of what it was charged. */
export async function listDisputesAbout(db: Db, ticketId: number): Promise<Dispute[]> {
  const query = disputes(db).whereRaw(
    `d.id in (select id from disputes where ticket_id = :ticketId
       union all select o.id from charges l join disputes o on o.charge_id = l.id
        where l.ticket_id = :ticketId)`,
    { ticketId },
  );
  return decodeRows(disputeRow, await query.orderBy('d.id'));
}

/** Whether this is the ticket of a dispute that nobody has decided. */
export async function hasOpenDispute(db: Db, ticketId: number): Promise<boolean> {
  const row = await db('disputes')
    .where({ ticket_id: ticketId })
    .whereNull('decided_at')
    .first('id');
  return row !== undefined;
}

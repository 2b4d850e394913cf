import { z } from 'zod';
import type { Charge as Computed } from '../domain/billing/charge.ts';
import { CHARGE_STATES, type ChargeState } from '../domain/billing/charge-course.ts';
import { ACCEPTANCE_MEANS } from '../domain/billing/event.ts';
import type { LedgerLine } from '../domain/billing/ledger.ts';
import { TERRITORIES, type Territory } from '../domain/billing/territory.ts';
import { OUTCOMES } from '../domain/diagnosis/outcome.ts';
import { KINDS } from '../domain/ticket/ticket.ts';
import type { Db } from './connect.ts';
import { QUALITIES } from './customers.ts';
import { decodeFirst, decodeRows } from './rows.ts';
import { tariffRow } from './tariffs.ts';

const acceptanceValue = z.object({
  means: z.enum(ACCEPTANCE_MEANS),
  by: z.string(),
  at: z.coerce.date(),
});
export const chargeRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    customer_id: z.number(),
    verdict_id: z.number(),
    reverses_id: z.number().nullable(),
    reversed_by_id: z.number().nullable(),
    quality: z.enum(QUALITIES),
    territory: z.enum(TERRITORIES),
    vat_basis_points: z.number(),
    seconds: z.number(),
    units: z.number(),
    net_cents: z.number(),
    vat_cents: z.number(),
    gross_cents: z.number(),
    drafted_at: z.date(),
    state: z.enum(CHARGE_STATES),
    decided_at: z.date().nullable(),
    waiver_reason: z.string().nullable(),
    statement_id: z.number().nullable(),
    invoice_id: z.number().nullable(),
    number: z.string(),
    kind: z.enum(KINDS),
    customer_name: z.string(),
    customer_quality: z.enum(QUALITIES),
    decider: z.string().nullable(),
    outcome: z.enum(OUTCOMES),
    tariff: tariffRow,
    acceptance: acceptanceValue.nullable(),
  })
  .transform((row) => ({
    id: row.id,
    ticketId: row.ticket_id,
    customerId: row.customer_id,
    verdictId: row.verdict_id,
    /** The line that this one takes back. */
    reversesId: row.reverses_id,
    /** The line that takes this one back. */
    reversedById: row.reversed_by_id,
    quality: row.quality,
    territory: row.territory,
    vatBasisPoints: row.vat_basis_points,
    seconds: row.seconds,
    units: row.units,
    netCents: row.net_cents,
    vatCents: row.vat_cents,
    grossCents: row.gross_cents,
    draftedAt: row.drafted_at,
    state: row.state,
    decidedAt: row.decided_at,
    decidedBy: row.decider,
    waiverReason: row.waiver_reason,
    statementId: row.statement_id,
    invoiceId: row.invoice_id,
    ticketNumber: row.number,
    ticketKind: row.kind,
    /** As it is now; the line's own quality is what it was computed by. */
    customer: { id: row.customer_id, name: row.customer_name, quality: row.customer_quality },
    outcome: row.outcome,
    tariff: row.tariff,
    /** Of this very version of the tariff (D5). */
    acceptance: row.acceptance,
  }));
/** A line of the ledger. Integer cents; a reversal's are negative (D3). */
export type Charge = z.output<typeof chargeRow>;

export type NewCharge = Omit<Computed, 'reason'> & {
  ticketId: number;
  customerId: number;
  verdictId: number;
  tariffVersionId: number;
  quality: Charge['quality'];
  territory: Territory;
  vatBasisPoints: number;
  draftedAt: Date;
};

/** Lines with all that explains them. */
export function selectCharges(db: Db) {
  return db('charges as c')
    .join('tickets as t', 't.id', 'c.ticket_id')
    .join('customers as k', 'k.id', 'c.customer_id')
    .join('verdicts as v', 'v.id', 'c.verdict_id')
    .join('tariff_versions as p', 'p.id', 'c.tariff_version_id')
    .leftJoin('users as u', 'u.id', 'c.decided_by')
    .leftJoin('charges as r', 'r.reverses_id', 'c.id')
    .leftJoin('tariff_acceptances as a', (on) =>
      on.on('a.ticket_id', 'c.ticket_id').on('a.tariff_version_id', 'c.tariff_version_id'),
    )
    .leftJoin('users as w', 'w.id', 'a.user_id')
    .select('c.*', 'r.id as reversed_by_id', 't.number', 't.kind', 'v.outcome', 'u.name as decider')
    .select('k.name as customer_name', 'k.quality as customer_quality')
    .select(db.raw('to_jsonb(p) as tariff'))
    .select(
      db.raw(`case when a.id is not null then jsonb_build_object(
        'means', a.means, 'by', w.name, 'at', a.accepted_at) end as acceptance`),
    );
}

export async function findCharge(db: Db, id: number): Promise<Charge | null> {
  return decodeFirst(chargeRow, await selectCharges(db).where('c.id', id).limit(1));
}

/** What a verdict charged; null where it charged nothing. */
export async function findChargeOfVerdict(db: Db, verdictId: number): Promise<Charge | null> {
  const query = selectCharges(db).where('c.verdict_id', verdictId).whereNull('c.reverses_id');
  return decodeFirst(chargeRow, await query.limit(1));
}

/** A ticket's ledger, the oldest line first. */
export async function listChargesOf(db: Db, ticketId: number): Promise<Charge[]> {
  return decodeRows(
    chargeRow,
    await selectCharges(db).where('c.ticket_id', ticketId).orderBy('c.id'),
  );
}

/** The lines that stand in one state, the newest first. */
export async function listCharges(
  db: Db,
  { state, limit, before }: { state: ChargeState; limit: number; before: number | null },
): Promise<Charge[]> {
  const query = selectCharges(db).where('c.state', state).orderBy('c.id', 'desc').limit(limit);
  if (before !== null) query.where('c.id', '<', before);
  return decodeRows(chargeRow, await query);
}

/** Writes a draft; a verdict charges once, by the key. */
export async function insertCharge(db: Db, charge: NewCharge): Promise<number> {
  const rows = await db('charges')
    .insert({
      ticket_id: charge.ticketId,
      customer_id: charge.customerId,
      verdict_id: charge.verdictId,
      tariff_version_id: charge.tariffVersionId,
      quality: charge.quality,
      territory: charge.territory,
      vat_basis_points: charge.vatBasisPoints,
      seconds: charge.seconds,
      units: charge.units,
      net_cents: charge.netCents,
      vat_cents: charge.vatCents,
      gross_cents: charge.grossCents,
      drafted_at: charge.draftedAt,
      state: 'draft',
    })
    .returning('id');
  return rows[0].id;
}

/** Writes the line that takes another back, from its own amounts; a line is so once, by the key. */
export async function insertReversal(
  db: Db,
  reversesId: number,
  { state, decidedBy, now }: { state: 'void' | 'approved'; decidedBy: number | null; now: Date },
): Promise<number> {
  const { rows } = await db.raw(
    `insert into charges (ticket_id, customer_id, verdict_id, reverses_id, tariff_version_id,
       quality, territory, vat_basis_points, seconds, units, net_cents, vat_cents, gross_cents,
       drafted_at, state, decided_by, decided_at)
     select ticket_id, customer_id, verdict_id, id, tariff_version_id,
       quality, territory, vat_basis_points, seconds, -units, -net_cents, -vat_cents, -gross_cents,
       :now, :state, :decidedBy, :now
       from charges where id = :reversesId
     returning id`,
    { reversesId, state, decidedBy, now } as never,
  );
  return rows[0].id;
}

type Decision = { by: number | null; at: Date; waiverReason?: string };

/**
 * Moves a line, unless it is no longer where the decision was taken from: of two at once, the
 * database lets one through.
 */
export async function moveCharge(
  db: Db,
  id: number,
  { from, to }: { from: readonly ChargeState[]; to: 'approved' | 'waived' | 'void' },
  { by, at, waiverReason }: Decision,
): Promise<boolean> {
  const changed = await db('charges')
    .where({ id })
    .whereIn('state', [...from])
    .update({
      state: to,
      decided_by: by,
      decided_at: at,
      ...(waiverReason === undefined ? {} : { waiver_reason: waiverReason }),
    });
  return changed === 1;
}

const ledgerRow = z
  .object({
    id: z.number(),
    ticket_id: z.number(),
    reverses_id: z.number().nullable(),
    units: z.number(),
    net_cents: z.number(),
    vat_cents: z.number(),
    gross_cents: z.number(),
    state: z.enum(CHARGE_STATES),
    statement_id: z.number().nullable(),
    invoice_id: z.number().nullable(),
  })
  .transform(({ id, ticket_id, reverses_id, state, statement_id, invoice_id, ...amounts }) => ({
    ticketId: ticket_id,
    line: {
      charge: id,
      reverses: reverses_id,
      amounts,
      state,
      statement: statement_id,
      invoice: invoice_id,
    } satisfies LedgerLine,
  }));
export type LedgerRow = z.output<typeof ledgerRow>;

/** The ledgers of several tickets as the table holds them: for verification. */
export async function listLedgers(db: Db, ticketIds: readonly number[]): Promise<LedgerRow[]> {
  const rows = await db('charges')
    .whereIn('ticket_id', ticketIds)
    .orderBy('id')
    .select('id', 'ticket_id', 'reverses_id', 'units', 'net_cents', 'vat_cents', 'gross_cents')
    .select('state', 'statement_id', 'invoice_id');
  return decodeRows(ledgerRow, rows);
}

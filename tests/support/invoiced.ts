import { done } from '../../seeds/done.ts';
import { approveCharge } from '../../server/commands/approve-charge.ts';
import { exportStatement } from '../../server/commands/export-statement.ts';
import { type InvoiceInput, recordInvoice } from '../../server/commands/record-invoice.ts';
import type { Outcome } from '../../server/domain/outcome.ts';
import { listChargesOf } from '../../server/store/charges.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { conclude, incidentOf, spend } from './diagnosed.ts';
import type { World } from './world.ts';

type Customer = 'jean' | 'marie' | 'tiare';

/** As short as an invoice gets. */
export const PDF = {
  name: 'facture.pdf',
  contentType: 'application/pdf',
  bytes: new Uint8Array(Buffer.from('%PDF-1.7\n% facture\n%%EOF\n')),
};

export type Exported = { number: string; chargeId: number; statementId: number };

/** An incident that cost three units, approved and put on a statement. */
export async function exportedOf(world: World, who: Customer): Promise<Exported> {
  const { run, knex, cast } = world;
  const number = await incidentOf(world, who, { accepted: true });
  await spend(world, number, 3_660);
  await conclude(world, number, 'service_healthy');
  const ticket = await findTicket(knex, number);
  const [charge] = await listChargesOf(knex, ticket?.id ?? 0);
  if (!charge) throw new Error('nothing was charged');
  done(await run(approveCharge, cast.nadia, { chargeId: charge.id }));
  const month = { from: '2026-01-01', to: '2028-12-31' };
  const customerId = cast[who].customerId as number;
  const exported = await run(exportStatement, cast.nadia, { customerId, ...month });
  return { number, chargeId: charge.id, statementId: done(exported).statementId };
}

let serial = 0;

/** Nadia records an invoice of 104.40, dated 1 April 2026 unless it is said otherwise. */
export function recordedBy(
  { run, cast }: World,
  input: Partial<InvoiceInput>,
): Promise<Outcome<{ invoiceId: number; number: string }>> {
  serial += 1;
  return run(recordInvoice, cast.nadia, {
    number: `F-2026-${String(serial).padStart(3, '0')}`,
    issuedOn: '2026-04-01',
    totalCents: 10_440,
    pdf: PDF,
    statementId: null,
    customerId: null,
    ...input,
  });
}

export type Invoiced = Exported & { invoiceId: number; invoice: string };

/** The same incident once it is invoiced. */
export async function invoicedOf(
  world: World,
  who: Customer,
  input: Partial<InvoiceInput> = {},
): Promise<Invoiced> {
  const exported = await exportedOf(world, who);
  const { statementId } = exported;
  const recorded = done(await recordedBy(world, { statementId, ...input }));
  return { ...exported, invoiceId: recorded.invoiceId, invoice: recorded.number };
}

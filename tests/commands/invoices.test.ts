import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordInvoice } from '../../server/commands/record-invoice.ts';
import { recordPayment } from '../../server/commands/record-payment.ts';
import { ledgerOf } from '../../server/domain/billing/ledger.ts';
import { findCharge } from '../../server/store/charges.ts';
import { readDocument } from '../../server/store/documents.ts';
import { listEvents } from '../../server/store/events.ts';
import { findInvoice } from '../../server/store/invoices.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { exportedOf, invoicedOf, PDF, recordedBy } from '../support/invoiced.ts';
import { createWorld, type World } from '../support/world.ts';

const APRIL = new Date('2026-04-02T08:00:00.000Z');

describe('the billing system hands invoices back', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    world.clock.now = APRIL;
  });
  afterAll(() => world.drop());

  const billing = { kind: 'system', name: 'billing' } as const;
  const eventsOf = async (number: string) =>
    listEvents(world.knex, (await findTicket(world.knex, number))?.id ?? 0);
  const typesOf = async (number: string) =>
    (await eventsOf(number)).map(({ type }) => type).filter((type) => type.startsWith('charge_'));
  const stateOf = async (chargeId: number) => (await findCharge(world.knex, chargeId))?.state;
  const lettersAbout = async (invoiceId: number) =>
    (
      await world
        .knex('outbound_emails')
        .where({ letter: 'invoice_available' })
        .where('text', 'like', `%/invoices/${invoiceId}\n%`)
    ).map(({ to_address, subject, text }) => ({
      to: to_address,
      subject,
      text: text.replaceAll(/[\u00a0\u202f]/g, ' '),
    }));

  test('its lines are invoiced, and its customer is told, nobody else', async () => {
    const { number, chargeId, statementId } = await exportedOf(world, 'marie');
    const { invoiceId } = done(
      await recordedBy(world, { number: ' F-2026-901 ', statementId, totalCents: 10_440 }),
    );
    expect(await stateOf(chargeId)).toBe('invoiced');
    expect(await typesOf(number)).toEqual([
      'charge_drafted',
      'charge_approved',
      'charge_exported',
      'charge_invoiced',
    ]);
    const told = (await eventsOf(number)).at(-1);
    expect(told).toMatchObject({ data: { charge: chargeId, invoice: invoiceId } });
    expect(ledgerOf(await eventsOf(number))).toMatchObject([{ state: 'invoiced' }]);
    const invoice = await findInvoice(world.knex, invoiceId);
    expect(invoice).toMatchObject({
      number: 'F-2026-901',
      issuedOn: '2026-04-01',
      totalCents: 10_440,
      paidOn: null,
      document: { name: 'F-2026-901.pdf' },
    });
    const kept = await readDocument(world.knex, invoice?.document.id ?? 0);
    expect(kept?.equals(PDF.bytes)).toBe(true);
    const letters = await lettersAbout(invoiceId);
    expect(letters).toMatchObject([
      { to: 'marie.hoarau@courriel.example', subject: 'Votre facture F-2026-901 est disponible' },
    ]);
    expect(letters[0]?.text).toContain('La facture F-2026-901 du 1er avril 2026');
    expect(letters[0]?.text).toContain('d’un total de 104,40 €');
    expect(letters[0]?.text).toContain('Jusqu’au 1er mai 2026 inclus (heure de Paris)');
  });

  test('of other things than ours: no statement, and no line', async () => {
    const customerId = world.cast.tiare.customerId as number;
    const recorded = done(await recordedBy(world, { customerId, totalCents: -3_480 }));
    const letters = await lettersAbout(recorded.invoiceId);
    expect(letters).toMatchObject([{ to: 'tiare@agence-lagon.example' }]);
    expect(letters[0]?.text).toContain('for a total of -€34.80');
  });

  test('a number is an invoice’s own', async () => {
    const customerId = world.cast.jean.customerId as number;
    const { number } = done(await recordedBy(world, { customerId }));
    expect(await recordedBy(world, { customerId, number })).toEqual({
      ok: false,
      reason: 'number_taken',
      field: 'number',
    });
  });

  test('of two invoices for one statement at once, one is taken', async () => {
    const { statementId, chargeId, number } = await exportedOf(world, 'jean');
    const outcomes = await Promise.all([
      recordedBy(world, { statementId, number: 'F-2026-910' }),
      recordedBy(world, { statementId, number: 'F-2026-911' }),
    ]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
      reason: 'already_invoiced',
      field: 'statement',
    });
    expect(await typesOf(number)).toEqual([
      'charge_drafted',
      'charge_approved',
      'charge_exported',
      'charge_invoiced',
    ]);
    expect(await stateOf(chargeId)).toBe('invoiced');
    expect(await world.knex('invoices').where({ statement_id: statementId })).toHaveLength(1);
    expect(await world.knex('documents').where('name', 'like', 'F-2026-91%')).toHaveLength(1);
  });

  test.each([
    [{ number: ' ' }, 'required', 'number'],
    [{ number: 'F'.repeat(61) }, 'too_long', 'number'],
    [{ issuedOn: '' }, 'required', 'issued_on'],
    [{ issuedOn: '2026-02-30' }, 'invalid_choice', 'issued_on'],
    [{ issuedOn: '2026-04-03' }, 'invalid_choice', 'issued_on'],
    [{ totalCents: null }, 'required', 'total'],
    [{ totalCents: Number.NaN }, 'invalid_choice', 'total'],
    [{ pdf: null }, 'required', 'pdf'],
    [{ pdf: { ...PDF, bytes: new Uint8Array(Buffer.from('<html>')) } }, 'not_a_pdf', 'pdf'],
    [{ customerId: null }, 'required', 'customer'],
    [{ customerId: 999_999 }, 'invalid_choice', 'customer'],
    [{ statementId: 999_999 }, 'invalid_choice', 'statement'],
  ])('%j is refused: %s', async (wrong, reason, field) => {
    const customerId = world.cast.jean.customerId as number;
    const refused = await recordedBy(world, { number: 'F-X', customerId, ...wrong });
    expect(refused).toMatchObject({ ok: false, reason, field });
  });

  test('a statement is its own customer’s', async () => {
    const { statementId } = await exportedOf(world, 'jean');
    const customerId = world.cast.marie.customerId as number;
    expect(await recordedBy(world, { statementId, customerId })).toMatchObject({
      reason: 'another_customer',
      field: 'customer',
    });
  });

  test('by those who keep invoices, and the billing system, which may nothing else', async () => {
    const { karim, jean, odile } = world.cast;
    const input = {
      number: 'F-2026-920',
      issuedOn: '2026-04-01',
      totalCents: 100,
      pdf: PDF,
      statementId: null,
      customerId: jean.customerId,
    };
    const payment = { number: 'F-2026-920', paidOn: '2026-04-02' };
    const others = [karim, jean, odile, { kind: 'system', name: 'sweep' } as const];
    for (const actor of others) {
      expect(await world.run(recordInvoice, actor, input)).toMatchObject({ reason: 'forbidden' });
      expect(await world.run(recordPayment, actor, payment)).toMatchObject({ reason: 'forbidden' });
    }
    expect(await world.run(recordInvoice, billing, input)).toMatchObject({ ok: true });
    expect(await world.run(recordPayment, billing, payment)).toEqual({
      ok: true,
      value: { settled: 0 },
    });
    const said = { kind: 'incident', subject: 'Panne', body: 'Rien.', files: [] } as const;
    expect(await world.run(openTicket, billing, said)).toMatchObject({ reason: 'forbidden' });
  });

  test('once paid, its lines are settled, once', async () => {
    const { number, chargeId, invoice } = await invoicedOf(world, 'marie');
    expect(await world.run(recordPayment, billing, { number: invoice, paidOn: '' })).toMatchObject({
      reason: 'required',
      field: 'paid_on',
    });
    const tomorrow = { number: invoice, paidOn: '2026-04-03' };
    expect(await world.run(recordPayment, billing, tomorrow)).toMatchObject({
      reason: 'invalid_choice',
      field: 'paid_on',
    });
    const paid = { number: invoice, paidOn: '2026-04-02' };
    expect(await world.run(recordPayment, billing, paid)).toEqual({
      ok: true,
      value: { settled: 1 },
    });
    expect(await stateOf(chargeId)).toBe('settled');
    expect((await typesOf(number)).at(-1)).toBe('charge_settled');
    expect(ledgerOf(await eventsOf(number))).toMatchObject([{ state: 'settled' }]);
    expect(await world.run(recordPayment, billing, paid)).toMatchObject({ reason: 'unchanged' });
    const unknown = { number: 'F-0', paidOn: '2026-04-02' };
    expect(await world.run(recordPayment, billing, unknown)).toMatchObject({
      reason: 'not_found',
    });
  });
});

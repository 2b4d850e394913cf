import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { blockCustomer } from '../../server/commands/block-customer.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { decideDispute } from '../../server/commands/decide-dispute.ts';
import { disputeCharge } from '../../server/commands/dispute-charge.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { recordPayment } from '../../server/commands/record-payment.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { requalifyTicket } from '../../server/commands/requalify-ticket.ts';
import { ledgerOf } from '../../server/domain/billing/ledger.ts';
import { listChargesOf } from '../../server/store/charges.ts';
import { listDisputesAbout, listDisputesOf } from '../../server/store/disputes.ts';
import { listEvents } from '../../server/store/events.ts';
import { listConversation } from '../../server/store/messages.ts';
import { findTicket, listLinkedTickets } from '../../server/store/tickets.ts';
import { incidentOf } from '../support/diagnosed.ts';
import { type Invoiced, invoicedOf, recordedBy } from '../support/invoiced.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

/** The clock only goes forward: time entries may not overlap. Each story has a month of its own. */
let month = 0;
/** An incident of a customer's, invoiced on the first of a month of 2027. */
async function invoicedIn(who: 'jean' | 'marie' | 'tiare'): Promise<Invoiced & { on: string }> {
  month += 1;
  const on = `2027-${String(month).padStart(2, '0')}`;
  world.clock.now = new Date(`${on}-01T08:00:00.000Z`);
  return { ...(await invoicedOf(world, who, { issuedOn: `${on}-01` })), on };
}
const at = (iso: string) => {
  world.clock.now = new Date(iso);
};
const dispute = (
  who: 'jean' | 'marie' | 'tiare',
  { invoiceId, chargeId }: { invoiceId: number; chargeId: number | null },
  reason = 'Votre serveur était en panne ce jour-là.',
) =>
  world.run(disputeCharge, world.cast[who], {
    invoiceId,
    chargeId,
    reason,
    subject: 'Contestation de la facture',
    files: [],
  });
const decide = (disputeId: number, upheld: boolean, reasons = 'Le journal vous donne raison.') =>
  world.run(decideDispute, world.cast.nadia, { disputeId, upheld, reasons });
const ticketOf = async (number: string) => {
  const ticket = await findTicket(world.knex, number);
  if (!ticket) throw new Error(`no ticket ${number}`);
  return ticket;
};
const eventsOf = async (number: string) => listEvents(world.knex, (await ticketOf(number)).id);
const typesOf = async (number: string) => (await eventsOf(number)).map(({ type }) => type);
/** Where the lines stand in the table, which must be where the history says. */
async function linesOf(number: string): Promise<string[]> {
  const rows = await listChargesOf(world.knex, (await ticketOf(number)).id);
  const told = ledgerOf(await eventsOf(number));
  expect(told.map(({ state }) => state)).toEqual(rows.map(({ state }) => state));
  return rows.map(({ grossCents, state }) => `${grossCents} ${state}`);
}
const lettersOn = async (number: string) => {
  const rows = await world
    .knex('outbound_emails')
    .where({ ticket_id: (await ticketOf(number)).id })
    .orderBy('id');
  return rows.map(({ letter, to_address, text }) => ({
    letter,
    to: to_address,
    text: text.replaceAll(/[\u00a0\u202f]/g, ' '),
  }));
};
const disputeOf = async (number: string) => {
  const [found] = await listDisputesAbout(world.knex, (await ticketOf(number)).id);
  if (!found) throw new Error('no dispute');
  return found;
};

describe('a customer disputes a line', () => {
  test('in time: a ticket with its words, the line suspended, both histories telling it', async () => {
    const invoiced = await invoicedIn('marie');
    at(`${invoiced.on}-20T10:00:00.000Z`);
    const { number, late } = done(await dispute('marie', invoiced));
    expect(late).toBe(false);
    const ticket = await ticketOf(number);
    expect(ticket).toMatchObject({
      kind: 'billing_dispute',
      status: 'new',
      customerId: world.cast.marie.customerId,
      requesterId: world.cast.marie.id,
      subject: 'Contestation de la facture',
    });
    const [first] = await listConversation(world.knex, ticket.id, {
      audience: 'requester',
      limit: 5,
    });
    expect(first?.body).toBe('Votre serveur était en panne ce jour-là.');
    expect(await typesOf(number)).toEqual([
      'ticket_opened',
      'message_received',
      'ticket_linked',
      'dispute_opened',
      'acknowledgement_sent',
    ]);
    expect(
      await world
        .knex('acknowledgements')
        .where({ ticket_id: ticket.id })
        .select('user_id', 'state'),
    ).toEqual([{ user_id: world.cast.marie.id, state: 'sent' }]);
    const { id } = await disputeOf(number);
    expect((await eventsOf(number)).at(-2)?.data).toEqual({
      dispute: id,
      invoice: invoiced.invoiceId,
      charge: invoiced.chargeId,
      late: false,
    });
    expect((await eventsOf(invoiced.number)).at(-1)).toMatchObject({
      type: 'charge_disputed',
      data: { charge: invoiced.chargeId, dispute: id, late: false },
    });
    expect(await linesOf(invoiced.number)).toEqual(['10440 disputed']);
    const linked = await listLinkedTickets(world.knex, (await ticketOf(invoiced.number)).id);
    expect(linked.map((other) => other.number)).toEqual([number]);
  });

  test('and is told in writing that it came in time, until when that was, and what follows', async () => {
    const invoiced = await invoicedIn('jean');
    at(`${invoiced.on}-20T10:00:00.000Z`);
    const { number } = done(await dispute('jean', invoiced));
    const letters = await lettersOn(number);
    expect(letters).toMatchObject([
      { letter: 'dispute_received', to: 'jean@boulangerie-moule.example' },
    ]);
    const [{ text = '' } = {}] = letters;
    expect(text).toContain(`sous le numéro ${number}`);
    expect(text).toContain(
      'Elle nous est parvenue le samedi 20 février 2027 à 11:00 (heure de Paris).',
    );
    expect(text).toContain(`facture ${invoiced.invoice} du 1er février 2027`);
    expect(text).toContain(`ligne du ticket ${invoiced.number}`);
    expect(text).toContain(
      'jusqu’au 1er mars 2027 inclus (heure de Paris) : elle est dans le délai.',
    );
    expect(text).toContain('Le montant contesté est suspendu');
    expect(text).toContain(`https://aide.alize.example/tickets/${number}`);
  });

  test('until the last millisecond of the month; from midnight on it is late', async () => {
    const [kept, over] = [await invoicedIn('marie'), await invoicedIn('jean')];
    // 3 and 4 of 2027: 1 April and 1 May, in summer time
    at('2027-04-01T21:59:59.999Z');
    expect(done(await dispute('marie', kept)).late).toBe(false);
    expect(await linesOf(kept.number)).toEqual(['10440 disputed']);
    at('2027-05-01T22:00:00.000Z');
    const { number, late } = done(await dispute('jean', over));
    expect(late).toBe(true);
    expect(await linesOf(over.number)).toEqual(['9440 invoiced']);
    expect((await eventsOf(over.number)).at(-1)).toMatchObject({
      type: 'charge_disputed',
      data: { late: true },
    });
    const [{ text = '' } = {}] = await lettersOn(number);
    expect(text).toContain(
      'a pris fin le 1er mai 2027 au soir (heure de Paris) : elle est hors délai.',
    );
    expect(text).toContain('Nous l’examinons aussi, mais elle ne suspend pas le paiement.');
    expect(text).not.toContain('Le montant contesté est suspendu');
  });

  test('only its own: another customer’s is not there', async () => {
    const invoiced = await invoicedIn('marie');
    expect(await dispute('jean', invoiced)).toEqual({ ok: false, reason: 'not_found' });
    const { karim, nadia } = world.cast;
    for (const staff of [karim, nadia]) {
      const asked = { ...invoiced, reason: 'Moi.', subject: 'Moi', files: [] };
      expect(await world.run(disputeCharge, staff, asked)).toMatchObject({ reason: 'forbidden' });
    }
    const own = done(await recordedBy(world, { customerId: world.cast.jean.customerId }));
    const mixed = { invoiceId: own.invoiceId, chargeId: invoiced.chargeId };
    expect(await dispute('jean', mixed)).toMatchObject({ reason: 'not_found' });
    expect(await linesOf(invoiced.number)).toEqual(['10440 invoiced']);
  });

  test('with a reason, which is all that is asked', async () => {
    const invoiced = await invoicedIn('marie');
    expect(await dispute('marie', invoiced, '  ')).toEqual({
      ok: false,
      reason: 'required',
      field: 'reason',
    });
    // a line of ours is disputed by itself, never with the whole invoice
    const whole = { invoiceId: invoiced.invoiceId, chargeId: null };
    expect(await dispute('marie', whole)).toMatchObject({ reason: 'not_found' });
  });

  test('once at a time: of two at once, one opens a ticket', async () => {
    const invoiced = await invoicedIn('tiare');
    const before = await world.knex('tickets').where({ kind: 'billing_dispute' });
    const outcomes = await Promise.all([dispute('tiare', invoiced), dispute('tiare', invoiced)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ reason: 'already_disputed' });
    const after = await world.knex('tickets').where({ kind: 'billing_dispute' });
    expect(after).toHaveLength(before.length + 1);
    expect((await typesOf(invoiced.number)).filter((type) => type === 'charge_disputed')).toEqual([
      'charge_disputed',
    ]);
  });

  test('an invoice of other things is disputed as a whole, once at a time', async () => {
    const { customerId } = world.cast.tiare;
    const { invoiceId } = done(await recordedBy(world, { customerId, issuedOn: '2027-06-15' }));
    const whole = { invoiceId, chargeId: null };
    const outcomes = await Promise.all([dispute('tiare', whole), dispute('tiare', whole)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ reason: 'already_disputed' });
    const [kept] = await listDisputesOf(world.knex, invoiceId);
    expect(await typesOf(kept?.ticket.number ?? '')).not.toContain('ticket_linked');
    const { number } = kept?.ticket ?? { number: '' };
    done(await decide(kept?.id ?? 0, false, 'Ce nom de domaine est bien le vôtre.'));
    const letter = (await lettersOn(number)).at(-1);
    expect(letter).toMatchObject({ letter: 'dispute_decided', to: 'tiare@agence-lagon.example' });
    expect(letter?.text).toContain('Ce nom de domaine est bien le vôtre.');
    // decided, it can be disputed again
    expect(await dispute('tiare', whole)).toMatchObject({ ok: true });
  });

  test('even when its new requests are blocked (I5)', async () => {
    const invoiced = await invoicedIn('tiare');
    const { customerId } = world.cast.tiare as { customerId: number };
    done(
      await world.run(blockCustomer, world.cast.nadia, {
        customerId,
        reason: 'Insultes répétées.',
      }),
    );
    expect(await dispute('tiare', invoiced)).toMatchObject({ ok: true });
  });
});

describe('a manager decides', () => {
  const disputed = async (who: 'jean' | 'marie') => {
    const invoiced = await invoicedIn(who);
    const { number } = done(await dispute(who, invoiced));
    return { ...invoiced, dispute: number, disputeId: (await disputeOf(number)).id };
  };

  test('upheld: a new line gives it back, and the customer reads why', async () => {
    const { number, dispute: own, disputeId, invoice } = await disputed('marie');
    done(await decide(disputeId, true));
    expect(await linesOf(number)).toEqual(['10440 settled', '-10440 approved']);
    expect((await typesOf(number)).slice(-2)).toEqual(['dispute_decided', 'charge_reversed']);
    expect((await typesOf(own)).slice(-3)).toEqual([
      'dispute_decided',
      'reply_sent',
      'status_changed',
    ]);
    expect((await ticketOf(own)).status).toBe('resolved');
    const messages = await listConversation(world.knex, (await ticketOf(own)).id, {
      audience: 'requester',
      limit: 5,
    });
    expect(messages.at(-1)?.body).toBe('Le journal vous donne raison.');
    const letter = (await lettersOn(own)).at(-1);
    expect(letter).toMatchObject({
      letter: 'dispute_decided',
      to: 'marie.hoarau@courriel.example',
    });
    expect(letter?.text).toContain(
      `Votre contestation est acceptée : les 104,40 € de cette ligne de la facture ${invoice} sont annulés.`,
    );
    expect(letter?.text).toContain('Le journal vous donne raison.');
    // nothing is left of it to dispute
    const again = await listDisputesAbout(world.knex, (await ticketOf(number)).id);
    expect(again[0]).toMatchObject({ upheld: true, decidedBy: 'Nadia Benali' });
  });

  test('rejected: the line goes on as invoiced, is paid, and may be disputed again', async () => {
    const {
      number,
      disputeId,
      invoice,
      invoiceId,
      chargeId,
      dispute: own,
    } = await disputed('jean');
    const today = world.clock.now.toISOString().slice(0, 10);
    const paid = { number: invoice, paidOn: today };
    // what is disputed is not settled with the rest
    expect(await world.run(recordPayment, world.cast.nadia, paid)).toEqual({
      ok: true,
      value: { settled: 0 },
    });
    expect(await linesOf(number)).toEqual(['9440 disputed']);
    done(await decide(disputeId, false, 'Votre zone DNS était fausse.'));
    expect(await linesOf(number)).toEqual(['9440 invoiced']);
    const letter = (await lettersOn(own)).at(-1);
    expect(letter?.text).toContain(`n’est pas acceptée : la facture ${invoice} reste due`);
    expect(letter?.text).toContain('Votre zone DNS était fausse.');
    expect(await world.run(recordPayment, world.cast.nadia, paid)).toEqual({
      ok: true,
      value: { settled: 1 },
    });
    expect(await linesOf(number)).toEqual(['9440 settled']);
    // what is paid has nothing left to suspend; upheld, it is given back all the same
    const second = done(await dispute('jean', { invoiceId, chargeId }));
    expect(await linesOf(number)).toEqual(['9440 settled']);
    done(await decide((await disputeOf(second.number)).id, true));
    expect(await linesOf(number)).toEqual(['9440 settled', '-9440 approved']);
    expect(await dispute('jean', { invoiceId, chargeId })).toMatchObject({
      reason: 'already_decided',
    });
  });

  test('a late one that is upheld gives the line back too', async () => {
    const invoiced = await invoicedIn('marie');
    at('2028-02-10T08:00:00.000Z');
    month = 0;
    const { number, late } = done(await dispute('marie', invoiced));
    expect(late).toBe(true);
    done(await decide((await disputeOf(number)).id, true));
    expect(await linesOf(invoiced.number)).toEqual(['10440 invoiced', '-10440 approved']);
  });
});

describe('its ticket', () => {
  let own: string;
  let disputeId: number;
  beforeAll(async () => {
    const { customerId } = world.cast.jean;
    const { invoiceId } = done(await recordedBy(world, { customerId, issuedOn: '2028-02-01' }));
    own = done(await dispute('jean', { invoiceId, chargeId: null })).number;
    disputeId = (await disputeOf(own)).id;
  });

  test('is decided with reasons, by a manager, once', async () => {
    const { karim, odile, jean } = world.cast;
    const decision = { disputeId, upheld: true, reasons: 'Oui.' };
    for (const actor of [karim, odile, jean]) {
      expect(await world.run(decideDispute, actor, decision)).toMatchObject({
        reason: 'forbidden',
      });
    }
    expect(await decide(disputeId, true, ' ')).toMatchObject({
      reason: 'required',
      field: 'reasons',
    });
    expect(await decide(999_999, true)).toMatchObject({ reason: 'not_found' });
  });

  test('stays what its customer made it, and a ticket of its own', async () => {
    const { karim } = world.cast;
    const incident = await incidentOf(world, 'jean');
    expect(
      await world.run(requalifyTicket, karim, { number: own, kind: 'incident' }),
    ).toMatchObject({ reason: 'kind_fixed' });
    expect(await world.run(mergeTickets, karim, { number: own, into: incident })).toMatchObject({
      reason: 'kind_fixed',
    });
    expect(await world.run(mergeTickets, karim, { number: incident, into: own })).toMatchObject({
      reason: 'kind_fixed',
    });
  });

  test('is not resolved before its dispute is decided', async () => {
    const { karim } = world.cast;
    const undecided = { ok: false, reason: 'dispute_undecided' };
    const resolved = { number: own, status: 'resolved' } as const;
    expect(await world.run(changeStatus, karim, resolved)).toMatchObject(undecided);
    const reply = { number: own, body: 'Nous regardons.', files: [] };
    expect(
      await world.run(replyToTicket, karim, { ...reply, statusAfter: 'resolved' }),
    ).toMatchObject(undecided);
    expect(await world.run(replyToTicket, karim, { ...reply, statusAfter: null })).toMatchObject({
      ok: true,
    });
    expect((await ticketOf(own)).status).toBe('open');
  });

  test('of two decisions at once, one counts', async () => {
    const outcomes = await Promise.all([decide(disputeId, true), decide(disputeId, false)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
    expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ reason: 'already_decided' });
    expect((await typesOf(own)).filter((type) => type === 'dispute_decided')).toHaveLength(1);
    expect((await ticketOf(own)).status).toBe('resolved');
  });
});

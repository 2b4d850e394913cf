import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { blockCustomer } from '../../server/commands/block-customer.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { computeRefundOf } from '../../server/commands/compute-refund.ts';
import { acceptRequest, refuseRequest } from '../../server/commands/decide-request.ts';
import { fireDeadlines } from '../../server/commands/fire-deadlines.ts';
import {
  identifyByLink,
  identifyBySession,
  identifyByStaff,
} from '../../server/commands/identify-requester.ts';
import { liftBlock } from '../../server/commands/lift-block.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordRefund } from '../../server/commands/record-refund.ts';
import { refuseTicket } from '../../server/commands/refuse-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { requalifyTicket } from '../../server/commands/requalify-ticket.ts';
import {
  type ContractRequestInput,
  sendContractRequest,
} from '../../server/commands/send-contract-request.ts';
import { turnIntoRequest } from '../../server/commands/turn-into-request.ts';
import type { WithdrawalOrder } from '../../server/domain/contract-request/refund.ts';
import type { Outcome } from '../../server/domain/outcome.ts';
import { identityToken } from '../../server/security/identity-link.ts';
import { findContractRequest } from '../../server/store/contract-requests.ts';
import { listDeadlines, listTicketsWithDue } from '../../server/store/deadlines.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

const VISITOR = { kind: 'visitor' } as const;
const SWEEP = { kind: 'system', name: 'sweep' } as const;

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

const FORM: ContractRequestInput = {
  kind: 'withdrawal',
  name: 'Marie Hoarau',
  email: 'marie.hoarau@courriel.example',
  service: 'Hébergement Essentiel, commande 1042',
  postalAddress: '',
  orderedOn: '2026-05-02',
  promisedOn: '',
  wantedOn: '',
  declaration: 'Je vous notifie ma rétractation.',
  subject: 'Rétractation : Hébergement Essentiel',
  locale: 'fr',
};

const send = (
  change: Partial<ContractRequestInput>,
  by: 'marie' | 'jean' | 'karim' | null = null,
) => world.run(sendContractRequest, by ? world.cast[by] : VISITOR, { ...FORM, ...change });

async function sent(
  at: string,
  change: Partial<ContractRequestInput> = {},
  by: 'marie' | null = 'marie',
): Promise<string> {
  world.clock.now = new Date(at);
  return value(await send(change, by)).number;
}

async function requestOf(number: string) {
  const ticket = await findTicket(world.knex, number);
  const request = ticket && (await findContractRequest(world.knex, ticket.id));
  if (!ticket || !request) throw new Error(`${number} is no request`);
  return { ...request, status: ticket.status };
}

async function lastMail(number: string, letter: string): Promise<string> {
  const row = await world
    .knex('outbound_emails as o')
    .join('tickets as t', 't.id', 'o.ticket_id')
    .where({ 't.number': number, 'o.letter': letter })
    .orderBy('o.id', 'desc')
    .first('o.text');
  if (!row) throw new Error(`no ${letter} about ${number}`);
  return row.text.replace(/[\u00a0\u202f]/g, ' ');
}

async function eventsOf(number: string): Promise<string[]> {
  return world
    .knex('events as e')
    .join('tickets as t', 't.id', 'e.ticket_id')
    .where('t.number', number)
    .orderBy('e.seq')
    .pluck('e.type');
}

const ORDER: WithdrawalOrder = {
  kind: 'withdrawal',
  orderedOn: '2026-05-02',
  paidCents: 12_000,
  periodFrom: '2026-05-03',
  periodDays: 365,
  immediateStart: true,
  performed: false,
  madeToMeasure: false,
};

const compute = (number: string, change: Partial<WithdrawalOrder> = {}) =>
  world.run(computeRefundOf, world.cast.karim, { number, order: { ...ORDER, ...change } });
const acceptIt = (number: string, by: 'karim' | 'ines' | 'odile' = 'karim') =>
  world.run(acceptRequest, world.cast[by], { number });

async function sweepAt(at: string) {
  world.clock.now = new Date(at);
  for (const ticketId of await listTicketsWithDue(world.knex, world.clock.now, 100)) {
    value(await world.run(fireDeadlines, SWEEP, { ticketId }));
  }
}

describe('a consumer withdraws from an order of 2 May 2026 (R1)', () => {
  test('on 18 May it is in time, and told so with every date on a durable medium', async () => {
    const number = await sent('2026-05-18T21:59:59.999Z');
    expect(await requestOf(number)).toMatchObject({
      kind: 'withdrawal',
      quality: 'consumer',
      state: 'received',
      identity: 'session',
      receivedOn: '2026-05-18',
      orderedOn: '2026-05-02',
      refundBy: '2026-06-01',
    });
    const mail = await lastMail(number, 'request_acknowledgement');
    expect(mail).toContain('le lundi 18 mai 2026 à 23:59, heure de Paris');
    expect(mail).toContain('Service ou commande : Hébergement Essentiel, commande 1042');
    expect(mail).toContain(
      'Pour une commande du 2 mai 2026, le dernier jour pour se rétracter est le 18 mai 2026 : vous êtes dans le délai.',
    );
    expect(mail).toContain('remboursé au plus tard le 1er juin 2026');
    expect(mail).not.toContain('Confirmez à cette adresse');
  });

  test('a moment later it is the 19th, and too late: taken in all the same', async () => {
    const number = await sent('2026-05-18T22:00:00Z');
    const mail = await lastMail(number, 'request_acknowledgement');
    expect(mail).toContain('était le 18 mai 2026. Nous vérifions');
    value(await compute(number));
    const refused = { number, reasons: 'Le délai se terminait le 18 mai.' };
    expect(
      await world.run(refuseRequest, world.cast.karim, { ...refused, ground: 'performed' }),
    ).toMatchObject({ reason: 'invalid_choice', field: 'ground' });
    expect(
      await world.run(refuseRequest, world.cast.karim, { ...refused, ground: 'late', reasons: '' }),
    ).toMatchObject({ reason: 'required', field: 'reasons' });
    value(await world.run(refuseRequest, world.cast.karim, { ...refused, ground: 'late' }));
    expect(await requestOf(number)).toMatchObject({ state: 'refused', status: 'resolved' });
    const told = await lastMail(number, 'request_refused');
    expect(told).toContain('Le délai de quatorze jours était passé.');
    expect(told).toContain('Le délai se terminait le 18 mai.');
    const ticket = await findTicket(world.knex, number);
    const owed = await listDeadlines(world.knex, [ticket?.id ?? 0]);
    expect(owed.filter(({ name }) => name === 'refund')).toEqual([]);
  });

  test('eight days of 365 are deducted of 120 euros, as an immediate start was asked', async () => {
    const number = await sent('2026-05-10T09:00:00Z');
    expect(await acceptIt(number)).toMatchObject({ reason: 'refund_not_computed' });
    value(await compute(number));
    expect((await requestOf(number)).computation).toMatchObject({
      lastDay: '2026-05-18',
      inTime: true,
      usedDays: 8,
      deductedCents: 263,
      refundCents: 11_737,
    });
    value(await acceptIt(number));
    expect(await requestOf(number)).toMatchObject({ state: 'accepted', status: 'open' });
    const mail = await lastMail(number, 'request_accepted');
    expect(mail).toContain(
      'Payé : 120,00 €, pour une période de 365 jours à partir du 3 mai 2026.',
    );
    expect(mail).toContain('8 sur 365, soit 2,63 € retenus.');
    expect(mail).toContain('À rembourser : 117,37 €.');
    expect(mail).toContain('au plus tard le 24 mai 2026');
    expect(await acceptIt(number)).toMatchObject({ reason: 'already_decided' });
    expect(await compute(number)).toMatchObject({ reason: 'already_decided' });

    world.clock.now = new Date('2026-05-20T09:00:00Z');
    const refund = (on: string) => world.run(recordRefund, world.cast.karim, { number, on });
    expect(await refund('2026-05-21')).toMatchObject({ reason: 'invalid_choice', field: 'on' });
    expect(await refund('2026-05-09')).toMatchObject({ reason: 'invalid_choice', field: 'on' });
    value(await refund('2026-05-19'));
    expect(await requestOf(number)).toMatchObject({ state: 'refunded', status: 'resolved' });
    expect(await lastMail(number, 'refund_made')).toContain(
      'Nous vous avons remboursé 117,37 € le 19 mai 2026.',
    );
    expect(await refund('2026-05-19')).toMatchObject({ reason: 'already_decided' });
    const ticket = await findTicket(world.knex, number);
    expect(await listDeadlines(world.knex, [ticket?.id ?? 0])).toEqual([
      expect.objectContaining({
        name: 'refund',
        state: 'met',
        dueAt: new Date('2026-05-24T22:00:00Z'),
        nextAt: null,
      }),
    ]);
  });

  test('nothing is deducted where no immediate start was asked', async () => {
    const number = await sent('2026-05-10T09:00:00Z');
    value(await compute(number, { immediateStart: false }));
    expect((await requestOf(number)).computation).toMatchObject({
      usedDays: 0,
      deductedCents: 0,
      refundCents: 12_000,
    });
    // asked otherwise once more: it is not decided yet
    value(await compute(number, { immediateStart: true }));
    expect((await requestOf(number)).computation).toMatchObject({ refundCents: 11_737 });
  });

  test('an exception that was recorded is a ground to refuse; one that was not is none', async () => {
    const number = await sent('2026-05-10T09:00:00Z');
    value(await compute(number, { madeToMeasure: true }));
    const refusal = (ground: 'performed' | 'made_to_measure' | 'not_identified') =>
      world.run(refuseRequest, world.cast.karim, { number, ground, reasons: 'Thème sur mesure.' });
    expect(await refusal('performed')).toMatchObject({ reason: 'invalid_choice' });
    expect(await refusal('not_identified')).toMatchObject({ reason: 'invalid_choice' });
    value(await refusal('made_to_measure'));
    expect(await lastMail(number, 'request_refused')).toContain('L221-28, 3°');
    expect(await acceptIt(number)).toMatchObject({ reason: 'already_decided' });
  });

  test('what staff enter of the order is checked', async () => {
    const number = await sent('2026-05-10T09:00:00Z');
    expect(await compute(number, { orderedOn: '2026-02-30' })).toMatchObject({
      reason: 'unreadable_time',
      field: 'ordered_on',
    });
    expect(await compute(number, { orderedOn: '2026-05-11' })).toMatchObject({
      reason: 'ordered_later',
    });
    expect(await compute(number, { paidCents: Number.NaN })).toMatchObject({ field: 'paid' });
    expect(await compute(number, { periodDays: 0 })).toMatchObject({ field: 'period_days' });
    expect(await compute(number, { periodFrom: '' })).toMatchObject({
      reason: 'required',
      field: 'period_from',
    });
  });

  test('neither a status, a reply, a refusal nor a merger ends it before its decision', async () => {
    const number = await sent('2026-05-10T09:00:00Z');
    const { karim } = world.cast;
    const undecided = { reason: 'request_undecided' };
    expect(await world.run(changeStatus, karim, { number, status: 'resolved' })).toMatchObject(
      undecided,
    );
    expect(
      await world.run(replyToTicket, karim, {
        number,
        body: 'Bonjour',
        files: [],
        statusAfter: 'resolved',
      }),
    ).toMatchObject(undecided);
    expect(
      await world.run(refuseTicket, karim, { number, ground: 'abuse', reasons: 'Non.' }),
    ).toMatchObject({ reason: 'invalid_choice' });
    expect(
      await world.run(requalifyTicket, karim, { number, kind: 'information_request' }),
    ).toMatchObject({ reason: 'kind_fixed' });
    const other = await sent('2026-05-10T10:00:00Z');
    expect(await world.run(mergeTickets, karim, { number, into: other })).toMatchObject({
      reason: 'kind_fixed',
    });
    value(await compute(number));
    value(await acceptIt(number));
    expect(await world.run(changeStatus, karim, { number, status: 'resolved' })).toMatchObject(
      undecided,
    );
  });

  test('who may not: a customer, an officer, an administrator; another kind of ticket', async () => {
    const number = await sent('2026-05-10T09:00:00Z');
    expect(await acceptIt(number, 'ines')).toMatchObject({ reason: 'forbidden' });
    expect(await acceptIt(number, 'odile')).toMatchObject({ reason: 'forbidden' });
    const { marie } = world.cast;
    expect(await world.run(acceptRequest, marie, { number })).toMatchObject({
      reason: 'forbidden',
    });
    expect(await world.run(computeRefundOf, marie, { number, order: ORDER })).toMatchObject({
      reason: 'forbidden',
    });
    expect(await world.run(recordRefund, marie, { number, on: '2026-05-10' })).toMatchObject({
      reason: 'forbidden',
    });
    const question = value(
      await world.run(openTicket, marie, {
        kind: 'information_request',
        subject: 'Horaires',
        body: 'Bonjour',
        files: [],
      }),
    );
    expect(await acceptIt(question.number)).toMatchObject({ reason: 'not_a_request' });
  });

  test('nothing that anybody typed stands in the history', async () => {
    const number = await sent('2026-05-10T09:00:00Z');
    const rows = await world
      .knex('events as e')
      .join('tickets as t', 't.id', 'e.ticket_id')
      .where('t.number', number)
      .pluck('e.canonical');
    expect(JSON.stringify(rows)).not.toMatch(/Hoarau|Essentiel|notifie/);
    expect(await eventsOf(number)).toEqual([
      'ticket_opened',
      'contract_request_received',
      'contract_request_identified',
      'message_received',
      'acknowledgement_sent',
    ]);
  });
});

describe('a professional', () => {
  test('who is signed in is told at once that it is no right of its own', async () => {
    world.clock.now = new Date('2026-05-10T09:00:00Z');
    expect(await send({}, 'jean')).toMatchObject({ reason: 'consumers_only' });
  });

  test('who isn’t signed in is told by mail alone, and owed no refund', async () => {
    const number = await sent(
      '2026-05-10T09:00:00Z',
      { email: 'jean@boulangerie-moule.example' },
      null,
    );
    expect(await requestOf(number)).toMatchObject({ quality: 'professional', refundBy: null });
    expect(await lastMail(number, 'request_acknowledgement')).toContain(
      'Ce droit est celui des consommateurs',
    );
    value(await compute(number));
    value(await world.run(identifyByLink, VISITOR, { token: tokenOf(number) }));
    expect(await acceptIt(number)).toMatchObject({ reason: 'consumers_only' });
    value(
      await world.run(refuseRequest, world.cast.karim, {
        number,
        ground: 'professional',
        reasons: 'Votre contrat est professionnel.',
      }),
    );
  });
});

const tokenOf = (number: string) => identityToken(world.house.secret, number);

describe('somebody without an account', () => {
  test('is a stranger whose request waits for its link, and is never lost', async () => {
    const number = await sent(
      '2026-05-10T09:00:00Z',
      { name: 'Paul Riverain', email: 'paul@voisin.example' },
      null,
    );
    expect(await requestOf(number)).toMatchObject({ identity: null, quality: 'consumer' });
    const mail = await lastMail(number, 'request_acknowledgement');
    expect(mail).toContain(`/contract-requests/${tokenOf(number)}`);
    value(await compute(number));
    expect(await acceptIt(number)).toMatchObject({ reason: 'not_identified' });
    expect(
      await world.run(identifyByLink, VISITOR, { token: `${tokenOf(number)}x` }),
    ).toMatchObject({ reason: 'not_found' });
    value(await world.run(identifyByLink, VISITOR, { token: tokenOf(number) }));
    value(await world.run(identifyByLink, VISITOR, { token: tokenOf(number) }));
    expect(await requestOf(number)).toMatchObject({ identity: 'link' });
    expect((await eventsOf(number)).filter((type) => type.endsWith('identified'))).toHaveLength(1);
    value(await acceptIt(number));
  });

  test('staff may find out otherwise, with a note that says how', async () => {
    const number = await sent('2026-05-10T09:00:00Z', { email: 'luc@voisin.example' }, null);
    const how = (text: string) =>
      world.run(identifyByStaff, world.cast.karim, { number, how: text });
    expect(await how(' ')).toMatchObject({ reason: 'required', field: 'how' });
    value(await how('Rappelé au numéro de la commande.'));
    expect(await requestOf(number)).toMatchObject({ identity: 'staff' });
  });

  test('a known address is the customer’s own, once it signs in; a colleague is not', async () => {
    const number = await sent('2026-05-10T09:00:00Z', {}, null);
    const { marie, jean } = world.cast;
    expect((await requestOf(number)).customerId).toBe(marie.customerId);
    expect(await world.run(identifyBySession, jean, { number })).toMatchObject({
      reason: 'not_found',
    });
    value(await world.run(identifyBySession, marie, { number }));
    expect(await requestOf(number)).toMatchObject({ identity: 'session' });
  });
});

describe('cancellation for non-delivery (R2)', () => {
  const CANCEL = {
    kind: 'cancellation',
    orderedOn: '2026-05-02',
    subject: 'Résiliation pour défaut de mise à disposition',
  } as const;
  const order = {
    kind: 'cancellation',
    validatedOn: '2026-05-02',
    promisedOn: null,
    deliveredOn: null,
    paidCents: 4_900,
  } as const;

  test('fifteen days without a promised day: from the 18th it holds, and all is refunded', async () => {
    const number = await sent('2026-05-18T09:00:00Z', CANCEL);
    expect(await requestOf(number)).toMatchObject({ refundBy: '2026-06-01' });
    expect(await lastMail(number, 'request_acknowledgement')).toContain(
      'Le service devait être mis à disposition au plus tard le 17 mai 2026.',
    );
    value(await world.run(computeRefundOf, world.cast.karim, { number, order }));
    expect((await requestOf(number)).computation).toMatchObject({
      deliveryBy: '2026-05-17',
      due: true,
      refundCents: 4_900,
    });
    value(await acceptIt(number));
    expect(await lastMail(number, 'request_accepted')).toContain('À rembourser : 49,00 €.');
  });

  test('a day before, the time to deliver still runs: that is a ground', async () => {
    const number = await sent('2026-05-17T09:00:00Z', CANCEL);
    expect(await lastMail(number, 'request_acknowledgement')).toContain('jusqu’au 17 mai 2026');
    value(await world.run(computeRefundOf, world.cast.karim, { number, order }));
    value(
      await world.run(refuseRequest, world.cast.karim, {
        number,
        ground: 'not_due',
        reasons: 'Le service arrive demain.',
      }),
    );
  });

  test('the promised day goes before the fifteen', async () => {
    const number = await sent('2026-05-11T09:00:00Z', { ...CANCEL, promisedOn: '2026-05-10' });
    expect(await lastMail(number, 'request_acknowledgement')).toContain(
      'Le service devait être mis à disposition au plus tard le 10 mai 2026.',
    );
    expect(
      await world.run(computeRefundOf, world.cast.karim, { number, order: ORDER }),
    ).toMatchObject({ reason: 'not_a_request' });
  });
});

describe('termination (R3)', () => {
  const END = { kind: 'termination', orderedOn: '', subject: 'Résiliation' } as const;

  test('takes effect the day after its receipt, whenever it is confirmed', async () => {
    const number = await sent('2026-05-10T21:30:00Z', END, null);
    expect(await requestOf(number)).toMatchObject({
      receivedOn: '2026-05-10',
      effectiveOn: '2026-05-11',
      refundBy: null,
      identity: null,
    });
    expect(await lastMail(number, 'request_acknowledgement')).toContain(
      'Votre contrat prend fin le 11 mai 2026.',
    );
    world.clock.now = new Date('2026-05-15T09:00:00Z');
    expect(await acceptIt(number)).toMatchObject({ reason: 'not_identified' });
    value(await world.run(identifyByLink, VISITOR, { token: tokenOf(number) }));
    value(await acceptIt(number));
    expect(await requestOf(number)).toMatchObject({
      effectiveOn: '2026-05-11',
      state: 'accepted',
      status: 'resolved',
    });
    expect(await lastMail(number, 'request_accepted')).toContain(
      'votre contrat prend fin le 11 mai 2026',
    );
    expect(
      await world.run(recordRefund, world.cast.karim, { number, on: '2026-05-15' }),
    ).toMatchObject({ reason: 'request_undecided' });
  });

  test('or on a chosen day more than ten days away', async () => {
    world.clock.now = new Date('2026-05-10T09:00:00Z');
    expect(await send({ ...END, wantedOn: '2026-05-20' }, 'marie')).toMatchObject({
      reason: 'termination_too_soon',
      field: 'wanted',
      details: { earliest: '2026-05-21' },
    });
    const number = await sent('2026-05-10T09:00:00Z', { ...END, wantedOn: '2026-05-21' });
    expect(await requestOf(number)).toMatchObject({ effectiveOn: '2026-05-21' });
  });

  test('a day in Nouméa is still the day before in Paris', async () => {
    // 11 May, 07:30 in Nouméa
    const number = await sent('2026-05-10T20:30:00Z', END, null);
    expect(await requestOf(number)).toMatchObject({ effectiveOn: '2026-05-11' });
  });
});

describe('a block (I5)', () => {
  test('covers none of the three', async () => {
    const { marie, nadia } = world.cast;
    const blocked = { customerId: marie.customerId as number, reason: 'Insultes.' };
    value(await world.run(blockCustomer, nadia, blocked));
    for (const kind of ['withdrawal', 'cancellation', 'termination'] as const) {
      const number = await sent('2026-05-10T09:00:00Z', { kind });
      expect(await requestOf(number)).toMatchObject({ kind, state: 'received' });
    }
    const { customerId } = blocked;
    value(await world.run(liftBlock, nadia, { customerId }));
  });
});

describe('the refund’s last day', () => {
  test('staff are reminded 10, 5 and 1 days before, and alerted with the managers past it', async () => {
    const number = await sent('2026-07-01T09:00:00Z', { orderedOn: '2026-06-29' });
    const ticket = await findTicket(world.knex, number);
    const reminders = async () =>
      world
        .knex('outbound_emails')
        .where({ ticket_id: ticket?.id, letter: 'refund_reminder' })
        .orderBy('id')
        .pluck('to_address');
    await sweepAt('2026-07-05T21:59:59Z');
    expect(await reminders()).toEqual([]);
    await sweepAt('2026-07-05T22:00:00Z');
    expect(await reminders()).toEqual([
      'karim@alize.example',
      'lea@alize.example',
      'nadia@alize.example',
    ]);
    await sweepAt('2026-07-05T23:00:00Z');
    expect(await reminders()).toHaveLength(3);
    await sweepAt('2026-07-10T22:00:00Z');
    await sweepAt('2026-07-14T22:00:00Z');
    await sweepAt('2026-07-15T22:00:00Z');
    await sweepAt('2026-07-16T22:00:00Z');
    expect(
      (await eventsOf(number)).filter((type) => type === 'contract_request_reminded'),
    ).toHaveLength(4);
    expect(await lastMail(number, 'refund_reminder')).toContain(
      'le délai s’est terminé le 15 juillet 2026 à minuit',
    );
    value(await compute(number, { orderedOn: '2026-06-29', periodFrom: '2026-06-29' }));
    value(await acceptIt(number));
    value(await world.run(recordRefund, world.cast.karim, { number, on: '2026-07-16' }));
    expect(await listDeadlines(world.knex, [ticket?.id ?? 0])).toEqual([
      expect.objectContaining({ name: 'refund', state: 'breached', nextAt: null }),
    ]);
  });
});

describe('a termination that nobody confirmed', () => {
  test('is recalled to staff as its day begins and as it ends, until it is accepted', async () => {
    const change = { kind: 'termination', orderedOn: '', email: 'luc@ile.example' } as const;
    const number = await sent('2026-09-01T09:00:00Z', { ...change, wantedOn: '2026-09-20' }, null);
    const reminders = async () =>
      (await eventsOf(number)).filter((type) => type === 'contract_request_reminded').length;
    await sweepAt('2026-09-19T21:59:59Z');
    expect(await reminders()).toBe(0);
    await sweepAt('2026-09-19T22:00:00Z');
    expect(await reminders()).toBe(1);
    const mail = await lastMail(number, 'termination_reminder');
    expect(mail).toContain('prend effet ce jour, le 20 septembre 2026');
    expect(mail).toContain('La personne n’a pas confirmé par le lien');
    value(await world.run(identifyByLink, VISITOR, { token: tokenOf(number) }));
    await sweepAt('2026-09-20T22:00:00Z');
    expect(await reminders()).toBe(2);
    const late = await lastMail(number, 'termination_reminder');
    expect(late).toContain('a pris effet le 20 septembre 2026');
    expect(late).not.toContain('n’a pas confirmé par le lien');
    value(await acceptIt(number));
    await sweepAt('2026-09-25T22:00:00Z');
    expect(await reminders()).toBe(2);
    const ticket = await findTicket(world.knex, number);
    expect(await listDeadlines(world.knex, [ticket?.id ?? 0])).toEqual([
      expect.objectContaining({ name: 'termination', state: 'breached', nextAt: null }),
    ]);
  });

  test('one that is accepted in time is recalled to nobody', async () => {
    const number = await sent('2026-10-01T09:00:00Z', { kind: 'termination', orderedOn: '' });
    value(await acceptIt(number));
    await sweepAt('2026-10-05T22:00:00Z');
    expect(await eventsOf(number)).not.toContain('contract_request_reminded');
  });
});

describe('a question that is a request', () => {
  test('becomes a linked one, counted from the day it was asked', async () => {
    const { marie, karim } = world.cast;
    world.clock.now = new Date('2026-05-18T09:00:00Z');
    const { number: question } = value(
      await world.run(openTicket, marie, {
        kind: 'information_request',
        subject: 'Ma commande',
        body: 'Finalement je n’en veux plus, je me rétracte.',
        files: [],
      }),
    );
    world.clock.now = new Date('2026-05-20T09:00:00Z');
    const input = {
      number: question,
      messageId: null,
      kind: 'withdrawal',
      service: 'Hébergement Essentiel',
      orderedOn: '2026-05-02',
      promisedOn: '',
      wantedOn: '',
    } as const;
    expect(await world.run(turnIntoRequest, world.cast.ines, input)).toMatchObject({
      reason: 'forbidden',
    });
    expect(await world.run(turnIntoRequest, marie, input)).toMatchObject({ reason: 'forbidden' });
    expect(await world.run(turnIntoRequest, karim, { ...input, messageId: 1e6 })).toMatchObject({
      reason: 'invalid_choice',
      field: 'message',
    });
    const { number } = value(await world.run(turnIntoRequest, karim, input));
    expect(await requestOf(number)).toMatchObject({
      receivedOn: '2026-05-18',
      refundBy: '2026-06-01',
      identity: null,
    });
    expect(await lastMail(number, 'request_acknowledgement')).toContain('vous êtes dans le délai');
    expect(await eventsOf(question)).toContain('ticket_linked');
    expect(await world.run(turnIntoRequest, karim, { ...input, number })).toMatchObject({
      reason: 'kind_fixed',
    });
  });
});

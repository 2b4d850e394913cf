import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { addNote } from '../../server/commands/add-note.ts';
import { answerComplaint } from '../../server/commands/answer-complaint.ts';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { decidePath } from '../../server/commands/decide-path.ts';
import { identifyCustomer } from '../../server/commands/identify-customer.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { recordCall } from '../../server/commands/record-call.ts';
import { recordComplaint } from '../../server/commands/record-complaint.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import { refuseTicket } from '../../server/commands/refuse-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { setCause } from '../../server/commands/set-cause.ts';
import { mayJoin } from '../../server/realtime/join.ts';
import type { Stream } from '../../server/realtime/streams.ts';
import { listComplaintQueue } from '../../server/store/complaint-queue.ts';
import { listQualityChanges } from '../../server/store/customer-qualities.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket, listLinkedTickets } from '../../server/store/tickets.ts';
import { createWorld, MONDAY, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());
beforeEach(() => {
  world.clock.now = MONDAY;
});

const DELIVERY = { kind: 'system', name: 'delivery' } as const;

async function lodge(by: 'marie' | 'jean' = 'marie'): Promise<string> {
  const said = { subject: 'Facturée deux fois', body: 'Deux prélèvements.', wanted: 'Un avoir.' };
  const about = { tickets: [], invoices: [], files: [] };
  return done(await world.run(lodgeComplaint, world.cast[by], { ...said, ...about })).number;
}

async function incident(): Promise<string> {
  const said = { subject: 'Hors ligne', body: 'Rien ne répond.', files: [] };
  const opened = await world.run(openTicket, world.cast.jean, { kind: 'incident', ...said });
  return done(opened).number;
}

const answer = (number: string) =>
  world.run(answerComplaint, world.cast.ines, {
    number,
    outcome: 'rejected',
    reasons: 'Deux factures différentes.',
    redress: { kind: 'none', cents: null },
  });

async function deliver(number: string, accepted: boolean) {
  const { id } = await world
    .knex('outbound_emails as o')
    .join('tickets as t', 't.id', 'o.ticket_id')
    .where({ 't.number': number, 'o.letter': 'complaint_answer' })
    .orderBy('o.id', 'desc')
    .first('o.id');
  const result = accepted
    ? ({ accepted: true, captured: false } as const)
    : ({ accepted: false, permanent: true, error: '550 unknown user' } as const);
  done(await world.run(recordDelivery, DELIVERY, { id, result }));
}

const ticketOf = async (number: string) => {
  const ticket = await findTicket(world.knex, number);
  if (!ticket) throw new Error(`there is no ${number}`);
  return ticket;
};
const owedAt = async (number: string): Promise<Date | null> => {
  const { id } = await ticketOf(number);
  return (await world.knex('complaints').where({ ticket_id: id }).first('owed_at')).owed_at;
};
const eventsOf = async (number: string) => listEvents(world.knex, (await ticketOf(number)).id);

describe('what is owed', () => {
  test('ends as the answer counts, and begins again as its mail comes back', async () => {
    const number = await lodge();
    expect(await owedAt(number)).toEqual(new Date('2026-04-01T22:00:00Z'));
    done(await answer(number));
    expect(await owedAt(number)).toEqual(new Date('2026-04-01T22:00:00Z'));
    await deliver(number, true);
    expect(await owedAt(number)).toBeNull();
    const other = await lodge();
    done(await answer(other));
    await deliver(other, false);
    expect(await owedAt(other)).toEqual(new Date('2026-04-01T22:00:00Z'));
    expect((await ticketOf(other)).status).toBe('open');
  });

  test('no status and no plain reply ends it', async () => {
    const number = await lodge();
    const { run, cast } = world;
    const resolved = await run(changeStatus, cast.ines, { number, status: 'resolved' });
    expect(resolved).toMatchObject({ reason: 'complaint_unanswered', field: 'status' });
    const reply = { number, body: 'C’est réglé.', files: [] };
    expect(
      await run(replyToTicket, cast.ines, { ...reply, statusAfter: 'resolved' }),
    ).toMatchObject({ reason: 'complaint_unanswered' });
    done(await run(replyToTicket, cast.ines, { ...reply, statusAfter: null }));
    expect(await owedAt(number)).toEqual(new Date('2026-04-01T22:00:00Z'));
    const grounds = { number, ground: 'abuse', reasons: 'Non.' } as const;
    expect(await run(refuseTicket, cast.ines, grounds)).toMatchObject({ ok: false });
    const into = await lodge();
    expect(await run(mergeTickets, cast.ines, { number, into })).toMatchObject({
      reason: 'kind_fixed',
    });
  });

  test('the queue goes page by page, what is owed soonest first', async () => {
    const { knex } = world;
    world.clock.now = new Date('2026-01-05T09:00:00Z');
    const late = await lodge('jean');
    const all: string[] = [];
    let before = null as Parameters<typeof listComplaintQueue>[1]['before'];
    for (;;) {
      const page = await listComplaintQueue(knex, { size: 2, before });
      all.push(...page.rows.map(({ number }) => number));
      if (page.next === null) break;
      const [iso = '', id] = Buffer.from(page.next, 'base64url').toString().split(' ');
      before = { at: new Date(iso), id: Number(id) };
    }
    expect(all[0]).toBe(late);
    expect(new Set(all).size).toBe(all.length);
    const owed = await Promise.all(all.map(owedAt));
    const times = owed.map((at) => at?.getTime() ?? Number.POSITIVE_INFINITY);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });
});

describe('who works on what', () => {
  test('an officer alone works on complaints, and on no other ticket', async () => {
    const number = await incident();
    const { run, cast } = world;
    const note = { number, body: 'Je regarde.' };
    expect(await run(addNote, cast.ines, note)).toMatchObject({ reason: 'not_found' });
    const taken = { number, assigneeId: cast.ines.id };
    expect(await run(assignTicket, cast.ines, taken)).toMatchObject({ reason: 'not_found' });
    expect(await run(assignTicket, cast.karim, taken)).toMatchObject({
      reason: 'assignee_not_staff',
    });
    const caller = { email: 'jean@boulangerie-moule.example', name: '', organisation: '' };
    const call = { kind: 'incident', subject: 'Appel', body: 'Dit.' } as const;
    const known = {
      ...caller,
      quality: 'unknown',
      locale: 'fr',
      timeZone: 'Europe/Paris',
    } as const;
    expect(await run(recordCall, cast.ines, { ...call, caller: known })).toMatchObject({
      reason: 'forbidden',
    });
  });

  test('nor does an officer alone hear of any other', async () => {
    const { knex, cast } = world;
    const join = (who: 'karim' | 'ines', stream: Stream) => mayJoin(knex, cast[who].id, stream);
    const talk = async (number: string): Promise<Stream> => {
      const { id: ticketId } = await ticketOf(number);
      return { kind: 'ticket', side: 'staff', ticketId };
    };
    expect(await join('karim', { kind: 'queue' })).toBe(true);
    expect(await join('ines', { kind: 'queue' })).toBe(false);
    const other = await talk(await incident());
    expect(await join('karim', other)).toBe(true);
    expect(await join('ines', other)).toBe(false);
    expect(await join('ines', await talk(await lodge()))).toBe(true);
  });

  test('only the officers of its level say the cause, and only a manager decides its path', async () => {
    const number = await lodge();
    const { run, cast } = world;
    for (const who of ['karim', 'nadia', 'paul'] as const) {
      expect(await run(setCause, cast[who], { number, cause: 'billing' })).toMatchObject({
        reason: 'not_an_officer',
      });
    }
    expect(await run(setCause, cast.marie, { number, cause: 'billing' })).toMatchObject({
      reason: 'forbidden',
    });
    done(await run(setCause, cast.ines, { number, cause: 'billing' }));
    done(await run(setCause, cast.ines, { number, cause: 'contract' }));
    const causes = (await eventsOf(number)).filter(({ type }) => type === 'complaint_cause_set');
    expect(causes.map(({ data }) => data)).toEqual([
      { from: null, to: 'billing' },
      { from: 'billing', to: 'contract' },
    ]);
    const decision = { number, quality: 'professional', reason: 'Il vend.' } as const;
    expect(await run(decidePath, cast.ines, decision)).toMatchObject({ reason: 'forbidden' });
    done(await run(decidePath, cast.nadia, decision));
    // what was said of it stays said
    const { id } = await ticketOf(number);
    expect(await world.knex('complaints').where({ ticket_id: id }).first()).toMatchObject({
      quality: 'professional',
      cause: 'contract',
    });
  });
});

describe('a complaint is recorded', () => {
  const letter = {
    email: 'jean@boulangerie-moule.example',
    means: 'letter',
    receivedOn: '2026-02-27',
    subject: 'Coupure',
    body: 'Une journée perdue.',
    wanted: 'Un avoir.',
    tickets: [],
    files: [],
  } as const;

  test('from a ticket, which stays its origin, and is told of it', async () => {
    const origin = await incident();
    const { run, cast, knex } = world;
    const { number } = done(await run(recordComplaint, cast.karim, { ...letter, origin }));
    const { id } = await ticketOf(number);
    expect((await listLinkedTickets(knex, id)).map((linked) => linked.number)).toEqual([origin]);
    expect(await knex('complaint_concerns').where({ ticket_id: id })).toMatchObject([
      { concerned_ticket_id: (await ticketOf(origin)).id },
    ]);
    expect((await eventsOf(origin)).at(-1)).toMatchObject({
      type: 'ticket_linked',
      data: { ticket: number },
    });
    expect(await owedAt(number)).toEqual(new Date('2026-03-29T22:00:00Z'));
  });

  test('not from another customer’s, nor from a complaint', async () => {
    const { run, cast } = world;
    const theirs = await lodge('marie');
    const made = (origin: string, email: string) =>
      run(recordComplaint, cast.karim, { ...letter, email, origin });
    expect(await made(theirs, letter.email)).toMatchObject({ reason: 'unknown_ticket' });
    expect(await made(await incident(), 'marie.hoarau@courriel.example')).toMatchObject({
      reason: 'another_customer',
    });
  });

  test('of somebody nobody knew, where the letter gives a name', async () => {
    const { run, cast } = world;
    const email = 'luce.payet@courriel.example';
    const stranger = { ...letter, email };
    expect(await run(recordComplaint, cast.karim, stranger)).toMatchObject({
      reason: 'unknown_contact',
      field: 'email',
    });
    const { number } = done(
      await run(recordComplaint, cast.karim, { ...stranger, name: 'Luce Payet' }),
    );
    const { id } = await ticketOf(number);
    // unknown has a consumer's rights
    expect(await world.knex('complaints').where({ ticket_id: id }).first('quality')).toEqual({
      quality: 'consumer',
    });
  });
});

describe('a customer’s quality', () => {
  test('changes on evidence, told on its open complaints alone, and keeps their path', async () => {
    const { run, cast, knex } = world;
    const jean = cast.jean.customerId as number;
    const complaint = await lodge('jean');
    const other = await incident();
    const name = 'Boulangerie du Moule';
    const change = { id: jean, name, quality: 'consumer' } as const;
    expect(await run(identifyCustomer, cast.karim, { ...change, evidence: ' ' })).toMatchObject({
      reason: 'required',
      field: 'evidence',
    });
    expect(await run(identifyCustomer, cast.ines, { ...change, evidence: 'Radié.' })).toMatchObject(
      { reason: 'forbidden' },
    );
    done(await run(identifyCustomer, cast.karim, { ...change, evidence: 'Radié du registre.' }));
    // saved again with the same quality: nothing changed, and nothing is asked
    done(await run(identifyCustomer, cast.karim, { ...change, evidence: '' }));
    expect(await listQualityChanges(knex, jean, 10)).toMatchObject([
      {
        from: 'professional',
        to: 'consumer',
        evidence: 'Radié du registre.',
        changedBy: 'Karim Diallo',
        changedAt: MONDAY,
      },
    ]);
    const { id } = await ticketOf(complaint);
    const note = await knex('messages').where({ ticket_id: id, visibility: 'internal' }).first();
    expect(note.body).toBe('Radié du registre.');
    expect((await eventsOf(complaint)).at(-1)).toMatchObject({
      type: 'customer_quality_changed',
      data: { from: 'professional', to: 'consumer', note: note.id },
    });
    const row = await knex('complaints').where({ ticket_id: id }).first('quality');
    expect(row.quality).toBe('professional');
    const types = (await eventsOf(other)).map(({ type }) => type);
    expect(types).not.toContain('customer_quality_changed');
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addNote } from '../../server/commands/add-note.ts';
import { answerComplaint } from '../../server/commands/answer-complaint.ts';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import { escalateComplaint } from '../../server/commands/escalate-complaint.ts';
import { fireDeadlines } from '../../server/commands/fire-deadlines.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { moveMediation } from '../../server/commands/move-mediation.ts';
import { reactToComplaint } from '../../server/commands/react-to-complaint.ts';
import { recordComplaint } from '../../server/commands/record-complaint.ts';
import { recordDelivery } from '../../server/commands/record-delivery.ts';
import type { Outcome } from '../../server/domain/outcome.ts';
import { findComplaint } from '../../server/store/complaints.ts';
import { listTicketsWithDue } from '../../server/store/deadlines.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.drop());

const SWEEP = { kind: 'system', name: 'sweep' } as const;
const DELIVERY = { kind: 'system', name: 'delivery' } as const;

function value<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.reason);
  return outcome.value;
}

async function lodge(at: string, by: 'marie' | 'jean' = 'marie'): Promise<string> {
  world.clock.now = new Date(at);
  const { number } = value(
    await world.run(lodgeComplaint, world.cast[by], {
      subject: 'Facturée deux fois',
      body: 'La facture de février a été prélevée deux fois.',
      wanted: 'Le remboursement du second prélèvement.',
      tickets: [],
      invoices: [],
      files: [],
    }),
  );
  return number;
}

const answer = (number: string, by: 'ines' | 'paul' | 'karim' = 'ines') =>
  world.run(answerComplaint, world.cast[by], {
    number,
    outcome: 'rejected',
    reasons: 'Les deux prélèvements règlent deux factures différentes.',
    redress: { kind: 'none', cents: null },
  });

const escalate = (number: string, by: 'marie' | 'jean' | 'tiare' = 'marie') =>
  world.run(escalateComplaint, world.cast[by], {
    number,
    body: 'Je ne suis pas d’accord.',
    files: [],
  });

/** The mails of a ticket, oldest first: the letter and whom it went to. */
async function mails(number: string): Promise<string[]> {
  const rows = await world
    .knex('outbound_emails as o')
    .join('tickets as t', 't.id', 'o.ticket_id')
    .where('t.number', number)
    .orderBy('o.id')
    .select('o.letter', 'o.to_address');
  return rows.map(({ letter, to_address }) => `${letter} to ${to_address.split('@')[0]}`);
}

async function deliver(number: string, letter: string, accepted = true) {
  const row = await world
    .knex('outbound_emails as o')
    .join('tickets as t', 't.id', 'o.ticket_id')
    .where({ 't.number': number, 'o.letter': letter })
    .orderBy('o.id', 'desc')
    .first('o.id');
  const result = accepted
    ? ({ accepted: true, captured: false } as const)
    : ({ accepted: false, permanent: true, error: '550 unknown user' } as const);
  value(await world.run(recordDelivery, DELIVERY, { id: row.id, result }));
}

async function sweepAt(at: string) {
  world.clock.now = new Date(at);
  for (const ticketId of await listTicketsWithDue(world.knex, world.clock.now, 100)) {
    value(await world.run(fireDeadlines, SWEEP, { ticketId }));
  }
}

async function complaintOf(number: string) {
  const { id } = await world.knex('tickets').where({ number }).first('id');
  const complaint = await findComplaint(world.knex, id);
  if (!complaint) throw new Error(`${number} is no complaint`);
  return complaint;
}

describe('Marie complains on 3 March', () => {
  test('and is told the last day in writing, with the mediator named', async () => {
    const number = await lodge('2026-03-03T22:50:00Z');
    expect(await complaintOf(number)).toMatchObject({
      quality: 'consumer',
      level: 1,
      receivedOn: '2026-03-03',
      dueAt: new Date('2026-04-02T22:00:00Z'),
    });
    const mail = await world
      .knex('outbound_emails')
      .where({ letter: 'complaint_acknowledgement' })
      .first('subject', 'text');
    expect(mail.subject).toBe(`Votre réclamation ${number}`);
    expect(mail.text).toMatch(/comptée comme reçue le 3\smars\s2026/);
    expect(mail.text).toMatch(/au plus tard le 2\savril\s2026/);
    expect(mail.text).toContain('Médiateur des communications électroniques');
  });

  test('an agent who is no complaint officer may not answer', async () => {
    const number = await lodge('2026-03-03T09:00:00Z');
    expect(await answer(number, 'karim')).toMatchObject({ reason: 'not_an_officer' });
    expect(await answer(number, 'paul')).toMatchObject({ reason: 'not_an_officer' });
  });

  test('the answer counts once its mail is accepted, and then she may go on', async () => {
    const number = await lodge('2026-03-03T09:00:00Z');
    world.clock.now = new Date('2026-03-10T09:00:00Z');
    value(await answer(number));
    expect(await escalate(number)).toMatchObject({ reason: 'level_2_later' });
    await deliver(number, 'complaint_answer');
    expect(await answer(number)).toMatchObject({ reason: 'already_answered' });
    value(await escalate(number));
    expect(await complaintOf(number)).toMatchObject({
      level: 2,
      dueAt: new Date('2026-04-09T22:00:00Z'),
    });
  });

  test('an answer that came back never counted, and whoever may answer is told', async () => {
    const number = await lodge('2026-03-03T09:00:00Z');
    value(await answer(number));
    await deliver(number, 'complaint_answer', false);
    expect(await mails(number)).toEqual([
      'complaint_acknowledgement to marie.hoarau',
      'complaint_answer to marie.hoarau',
      'complaint_answer_voided to ines',
      'complaint_answer_voided to nadia',
    ]);
    value(await answer(number));
  });

  test('she is satisfied: the complaint ends, and no other level opens', async () => {
    const number = await lodge('2026-03-03T09:00:00Z');
    value(await answer(number));
    expect(
      await world.run(reactToComplaint, world.cast.marie, { number, satisfied: true }),
    ).toMatchObject({ reason: 'not_answered' });
    await deliver(number, 'complaint_answer');
    value(await world.run(reactToComplaint, world.cast.marie, { number, satisfied: true }));
    expect((await complaintOf(number)).endedAt).toEqual(world.clock.now);
    expect(await escalate(number)).toMatchObject({ reason: 'complaint_satisfied' });
  });
});

describe('nobody answers', () => {
  test('officers are reminded, then managers too, and the customer hears that level 2 is open', async () => {
    const number = await lodge('2026-05-04T09:00:00Z');
    const told = async (at: string) => {
      const before = (await mails(number)).length;
      await sweepAt(at);
      return (await mails(number)).slice(before);
    };
    expect(await told('2026-05-24T21:59:00Z')).toEqual([]);
    expect(await told('2026-05-24T22:00:00Z')).toEqual(['complaint_reminder to ines']);
    expect(await told('2026-05-24T23:00:00Z')).toEqual([]);
    expect(await told('2026-05-29T22:00:00Z')).toEqual(['complaint_reminder to ines']);
    expect(await told('2026-06-02T22:00:00Z')).toEqual([
      'complaint_reminder to ines',
      'complaint_reminder to nadia',
    ]);
    expect(await told('2026-06-03T22:00:00Z')).toEqual([
      // its number is drawn first, since the history names it
      'complaint_level_open to marie.hoarau',
      'complaint_reminder to ines',
      'complaint_reminder to nadia',
    ]);
    expect(await told('2026-06-20T22:00:00Z')).toEqual([]);
    value(await escalate(number));
  });
});

describe('nobody handles both levels', () => {
  test('whoever wrote at level 1 is refused at level 2, by the command and by the database', async () => {
    const number = await lodge('2026-03-03T09:00:00Z');
    const { knex, run, cast } = world;
    await knex('users')
      .where({ id: cast.ines.id })
      .update({ roles: ['complaint_officer_1', 'complaint_officer_2'] });
    const ines = {
      ...cast.ines,
      roles: ['complaint_officer_1', 'complaint_officer_2'],
    } as const;
    value(await run(addNote, ines, { number, body: 'À vérifier avec la comptabilité.' }));
    world.clock.now = new Date('2026-04-03T09:00:00Z');
    value(await escalate(number));
    expect(await run(addNote, ines, { number, body: 'Je continue.' })).toMatchObject({
      reason: 'handled_level_1',
    });
    expect(await run(assignTicket, cast.paul, { number, assigneeId: cast.ines.id })).toMatchObject({
      reason: 'handled_level_1',
      field: 'assignee',
    });
    value(await run(assignTicket, cast.nadia, { number, assigneeId: cast.paul.id }));
    const { ticketId } = await complaintOf(number);
    await expect(
      knex('complaint_handlers').insert({
        ticket_id: ticketId,
        user_id: cast.ines.id,
        level: 2,
        since: world.clock.now,
      }),
    ).rejects.toMatchObject({ code: '23505' });
    await knex('users')
      .where({ id: cast.ines.id })
      .update({ roles: ['complaint_officer_1'] });
  });
});

describe('level 3', () => {
  test('Marie’s mediation is followed once level 2 was silent', async () => {
    const number = await lodge('2026-03-03T09:00:00Z');
    const { run, cast } = world;
    world.clock.now = new Date('2026-04-03T09:00:00Z');
    value(await escalate(number));
    const refer = () =>
      run(moveMediation, cast.paul, {
        number,
        move: { type: 'mediation_referred', data: { on: '2026-05-04' } },
      });
    expect(await refer()).toMatchObject({ reason: 'level_3_later' });
    world.clock.now = new Date('2026-05-04T09:00:00Z');
    value(await refer());
    expect((await complaintOf(number)).level).toBe(3);
  });

  test('Jean, a professional, has levels 1 and 2 and never the mediator', async () => {
    const number = await lodge('2026-03-03T09:00:00Z', 'jean');
    const { run, cast, knex } = world;
    world.clock.now = new Date('2026-04-03T09:00:00Z');
    value(await escalate(number, 'jean'));
    world.clock.now = new Date('2026-07-03T09:00:00Z');
    expect(
      await run(moveMediation, cast.paul, {
        number,
        move: { type: 'mediation_referred', data: { on: '2026-07-03' } },
      }),
    ).toMatchObject({ reason: 'no_mediator' });
    const texts = await knex('outbound_emails as o')
      .join('tickets as t', 't.id', 'o.ticket_id')
      .where('t.number', number)
      .pluck('o.text');
    expect(texts.join('\n')).not.toContain('édiateur');
    expect(texts.join('\n')).toContain('Tribunal de commerce de Marseille');
  });

  test('another customer can do nothing with it', async () => {
    const number = await lodge('2026-03-03T09:00:00Z');
    world.clock.now = new Date('2026-04-03T09:00:00Z');
    expect(await escalate(number, 'tiare')).toMatchObject({ reason: 'not_found' });
  });
});

describe('a letter that came on 27 February', () => {
  test('is recorded with its day, and counts from it', async () => {
    world.clock.now = new Date('2026-03-03T09:00:00Z');
    const record = (receivedOn: string) =>
      world.run(recordComplaint, world.cast.karim, {
        email: 'marie.hoarau@courriel.example',
        means: 'letter',
        receivedOn,
        subject: 'Réclamation par courrier',
        body: 'Voir la lettre jointe.',
        wanted: 'Un remboursement.',
        tickets: [],
        files: [],
      });
    const { number } = value(await record('2026-02-27'));
    expect(await complaintOf(number)).toMatchObject({
      receivedOn: '2026-02-27',
      dueAt: new Date('2026-03-29T22:00:00Z'),
    });
    expect(await record('2026-03-04')).toMatchObject({ reason: 'day_in_future' });
  });
});

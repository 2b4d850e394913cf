import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { assignTicket } from '../../server/commands/assign-ticket.ts';
import { changePriority } from '../../server/commands/change-priority.ts';
import { fireDeadlines } from '../../server/commands/fire-deadlines.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { sweepDeadlines } from '../../server/jobs/handlers/sweep-deadlines.ts';
import { listDeadlines, listTicketsWithDue } from '../../server/store/deadlines.ts';
import { listEvents } from '../../server/store/events.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { putUnderPlan } from '../support/under-plan.ts';
import { createWorld, type World } from '../support/world.ts';

const SWEEP = { kind: 'system', name: 'sweep' } as const;

describe('what is due to be said is said, once', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    await putUnderPlan(world);
  });
  afterAll(() => world.drop());
  // each story begins with nothing left to be said of the others
  beforeEach(() => world.ownerKnex('deadlines').update({ next_at: null }));

  const at = (iso: string) => {
    world.clock.now = new Date(iso);
  };
  const open = async (who: 'jean' | 'tiare', kind: 'incident' | 'information_request') => {
    const said = { kind, subject: 'Site hors ligne', body: 'Depuis 02:10.', files: [] };
    const outcome = await world.run(openTicket, world.cast[who], said);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.value.number;
  };
  const assign = (number: string, who: 'karim' | 'lea') =>
    world.run(assignTicket, world.cast.nadia, { number, assigneeId: world.cast[who].id });
  const reply = (number: string, statusAfter: 'waiting_customer' | 'resolved' | null = null) =>
    world.run(replyToTicket, world.cast.karim, {
      number,
      body: 'Nous regardons.',
      files: [],
      statusAfter,
    });
  const sweep = async (iso: string) => {
    at(iso);
    return sweepDeadlines(world.knex, world.run, () => world.clock.now);
  };
  const idOf = async (number: string) => (await findTicket(world.knex, number))?.id ?? 0;
  /** What was told of a ticket: events of the sweep, with the names of who was told. */
  const told = async (number: string) => {
    const names = new Map(Object.entries(world.cast).map(([name, { id }]) => [id, name]));
    const events = await listEvents(world.knex, await idOf(number));
    return events.flatMap(({ type, data, at: when }) => {
      const hour = when.toISOString().slice(5, 16);
      if (type === 'escalation_announced') {
        return [[hour, data.deadline, data.share, ...data.to.map((id) => names.get(id))].join(' ')];
      }
      if (type === 'commitment_breached') return [`${hour} missed ${data.target} ${data.due_at}`];
      return type === 'customer_reminded' ? [`${hour} reminded`] : [];
    });
  };
  const mails = async (number: string) => {
    const rows = await world
      .knex('outbound_emails')
      .where({ ticket_id: await idOf(number) })
      .whereIn('letter', ['escalation', 'waiting_reminder', 'closed_without_answer'])
      .orderBy('id');
    return rows.map(({ to_address, letter }) => `${letter} ${to_address}`);
  };
  /** A letter about a ticket, its spaces and apostrophes as they are typed. */
  const mail = async (number: string, which: object, order: 'asc' | 'desc'): Promise<string> => {
    const about = { ticket_id: await idOf(number), ...which };
    const { text } = await world
      .knex('outbound_emails')
      .where(about)
      .orderBy('id', order)
      .first('text');
    return text.replaceAll(/[\u00a0\u202f]/g, ' ').replaceAll('’', "'");
  };
  const lastMail = (number: string) => mail(number, {}, 'desc');
  const firstMail = (number: string) => mail(number, { letter: 'escalation' }, 'asc');
  const nextOf = async (number: string, name: string) => {
    const owed = await listDeadlines(world.knex, [await idOf(number)]);
    return owed.find((each) => each.name === name)?.nextAt?.toISOString() ?? null;
  };

  test('an incident at 02:10 on Christmas night is told at any hour, to the assignee first', async () => {
    at('2026-12-25T01:10:00.000Z');
    const number = await open('tiare', 'incident');
    await assign(number, 'karim');
    await sweep('2026-12-25T02:09:59.000Z');
    expect(await told(number)).toEqual([]);
    await sweep('2026-12-25T02:10:00.000Z');
    await sweep('2026-12-25T02:10:01.000Z');
    expect(await told(number)).toEqual(['12-25T02:10 first_response 50 karim']);
    expect(await mails(number)).toEqual(['escalation karim@alize.example']);
    expect(await lastMail(number)).toContain(
      `Ticket ${number}, 1re réponse : 50 % du délai sont écoulés. Échéance : vendredi 25 décembre 2026 à 04:10 (heure de Paris).`,
    );
    await sweep('2026-12-25T03:10:02.000Z');
    expect((await told(number)).slice(1)).toEqual([
      '12-25T03:10 missed first_response 2026-12-25T03:10:00.000Z',
      '12-25T03:10 first_response 100 karim nadia',
      '12-25T03:10 next_update 50 karim',
    ]);
  });

  test('two workers sweeping at once announce each share once', async () => {
    at('2026-03-03T09:00:00.000Z');
    const numbers = [];
    for (let count = 0; count < 8; count += 1) numbers.push(await open('tiare', 'incident'));
    at('2026-03-03T10:00:00.000Z');
    const clock = () => world.clock.now;
    const [one, other] = await Promise.all([
      sweepDeadlines(world.knex, world.run, clock),
      sweepDeadlines(world.knex, world.run, clock),
    ]);
    expect(one + other).toBe(8);
    for (const number of numbers) {
      // nobody has it, so that its manager hears what the assignee would
      expect(await told(number)).toEqual(['03-03T10:00 first_response 50 nadia']);
      expect(await mails(number)).toEqual(['escalation nadia@alize.example']);
    }
    expect(await listTicketsWithDue(world.knex, clock(), 10)).toEqual([]);
  });

  test('after an hour without a worker, what is late is told together, the breach dated rightly', async () => {
    at('2026-03-04T09:00:00.000Z');
    const number = await open('tiare', 'incident');
    await assign(number, 'karim');
    // the first answer comes late, while nobody sweeps: the breach is recorded all the same
    at('2026-03-04T11:10:00.000Z');
    await reply(number);
    await sweep('2026-03-04T11:30:00.000Z');
    expect(await told(number)).toEqual([
      '03-04T11:30 missed first_response 2026-03-04T11:00:00.000Z',
    ]);
    const silent = await open('tiare', 'incident');
    await assign(silent, 'karim');
    await sweep('2026-03-04T13:31:00.000Z');
    expect(await told(silent)).toEqual([
      '03-04T13:31 missed first_response 2026-03-04T13:30:00.000Z',
      '03-04T13:31 first_response 100 karim nadia',
      '03-04T13:31 next_update 50 karim',
    ]);
    expect(await mails(silent)).toEqual([
      'escalation karim@alize.example',
      'escalation nadia@alize.example',
    ]);
    expect(await firstMail(silent)).toContain(
      `Ticket ${silent}, 1re réponse : l'engagement est dépassé. Échéance : mercredi 4 mars 2026 à 14:30 (heure de Paris).\nTicket ${silent}, Point d'étape : 50 % du délai sont écoulés.`,
    );
    await sweep('2026-03-04T13:32:00.000Z');
    expect(await told(silent)).toHaveLength(3);
  });

  test('an update that ran out between two replies is recorded, each run once', async () => {
    at('2026-03-05T06:00:00.000Z');
    const number = await open('tiare', 'incident');
    at('2026-03-05T06:30:00.000Z');
    await reply(number);
    at('2026-03-05T10:45:00.000Z');
    await reply(number);
    await sweep('2026-03-05T10:50:00.000Z');
    await sweep('2026-03-05T10:51:00.000Z');
    expect((await told(number)).filter((line) => line.includes('missed'))).toEqual([
      '03-05T10:50 missed next_update 2026-03-05T10:30:00.000Z',
    ]);
  });

  test('nobody is told of an information request at night, at weekends or on a holiday', async () => {
    // Thursday 2 April 2026; Monday the 6th is Easter Monday
    at('2026-04-02T12:30:00.000Z');
    const number = await open('tiare', 'information_request');
    await assign(number, 'karim');
    await sweep('2026-04-03T07:14:59.000Z');
    expect(await told(number)).toEqual([]);
    // no worker until Friday evening: half the time was used up that morning
    await sweep('2026-04-03T18:00:00.000Z');
    expect((await told(number)).filter((line) => !line.includes('missed'))).toEqual([]);
    expect(await nextOf(number, 'first_response')).toBe('2026-04-07T07:00:00.000Z');
    for (const night of ['2026-04-04T00:00:00.000Z', '2026-04-05T12:00:00.000Z']) {
      expect(await sweep(night)).toBe(0);
    }
    await sweep('2026-04-07T07:00:00.000Z');
    expect(await told(number)).toEqual([
      '04-03T18:00 missed first_response 2026-04-03T12:30:00.000Z',
      '04-07T07:00 first_response 100 karim nadia',
    ]);
  });

  test('base support: the agent is reminded once a silence, whoever is asleep', async () => {
    at('2026-03-07T22:00:00.000Z');
    const number = await open('jean', 'incident');
    await assign(number, 'lea');
    await sweep('2026-03-08T02:00:00.000Z');
    await sweep('2026-03-08T03:00:00.000Z');
    expect(await told(number)).toEqual(['03-08T02:00 update_reminder 100 lea']);
    expect(await lastMail(number)).toContain(
      `Le client du ticket ${number} n'a pas eu de nouvelles`,
    );
    at('2026-03-08T05:00:00.000Z');
    await reply(number);
    await sweep('2026-03-08T09:00:00.000Z');
    expect(await told(number)).toHaveLength(2);

    const unassigned = await open('jean', 'incident');
    await sweep('2026-03-08T13:00:00.000Z');
    expect(await told(unassigned)).toEqual(['03-08T13:00 update_reminder 100']);
    expect(await mails(unassigned)).toEqual([]);
  });

  test('who is disabled gets no mail: the next in line does', async () => {
    at('2026-03-09T09:00:00.000Z');
    const number = await open('tiare', 'incident');
    await assign(number, 'lea');
    await world.ownerKnex('users').where({ id: world.cast.lea.id }).update({ disabled_at: 'now' });
    await sweep('2026-03-09T10:00:00.000Z');
    await world.ownerKnex('users').where({ id: world.cast.lea.id }).update({ disabled_at: null });
    expect(await told(number)).toEqual(['03-09T10:00 first_response 50 nadia']);
    expect(await mails(number)).toEqual(['escalation nadia@alize.example']);
  });

  test('silence: reminded with the day it closes, then closed, and reopened by nobody', async () => {
    at('2026-06-01T08:00:00.000Z');
    const number = await open('jean', 'information_request');
    await reply(number, 'waiting_customer');
    await sweep('2026-06-08T08:00:00.000Z');
    await sweep('2026-06-09T08:00:00.000Z');
    expect(await told(number)).toEqual(['06-08T08:00 reminded']);
    expect(await lastMail(number)).toContain('lundi 15 juin 2026 à 04:00 (heure de Guadeloupe)');
    await sweep('2026-06-15T07:59:59.000Z');
    expect((await findTicket(world.knex, number))?.status).toBe('waiting_customer');
    await sweep('2026-06-15T08:00:00.000Z');
    const closed = await findTicket(world.knex, number);
    expect([closed?.status, closed?.closedAt?.toISOString()]).toEqual([
      'closed',
      '2026-06-15T08:00:00.000Z',
    ]);
    expect(await mails(number)).toEqual([
      'waiting_reminder jean@boulangerie-moule.example',
      'closed_without_answer jean@boulangerie-moule.example',
    ]);
    const events = await listEvents(world.knex, closed?.id ?? 0);
    expect(events.at(-1)).toMatchObject({
      type: 'status_changed',
      actor: { system: 'sweep' },
      data: { from: 'waiting_customer', to: 'closed' },
    });
    await sweep('2026-07-15T08:00:00.000Z');
    expect((await findTicket(world.knex, number))?.status).toBe('closed');
  });

  test('reminded late, it closes late; an answer before then ends it', async () => {
    at('2026-06-01T08:00:00.000Z');
    const [late, answered] = [await open('jean', 'incident'), await open('jean', 'incident')];
    await reply(late, 'waiting_customer');
    await reply(answered, 'waiting_customer');
    // no worker for three weeks
    await sweep('2026-06-22T08:00:00.000Z');
    expect(await told(late)).toEqual(['06-22T08:00 reminded']);
    expect(await lastMail(late)).toContain('mardi 23 juin 2026 à 04:00');
    at('2026-06-22T20:00:00.000Z');
    await world.run(postMessage, world.cast.jean, { number: answered, body: 'Voici.', files: [] });
    await sweep('2026-06-23T07:59:59.000Z');
    expect((await findTicket(world.knex, late))?.status).toBe('waiting_customer');
    await sweep('2026-06-23T08:00:00.000Z');
    expect((await findTicket(world.knex, late))?.status).toBe('closed');
    expect((await findTicket(world.knex, answered))?.status).toBe('open');
  });

  test('what fails on one ticket stops no other, and is tried again', async () => {
    at('2026-03-11T09:00:00.000Z');
    const [broken, sound] = [await open('tiare', 'incident'), await open('tiare', 'incident')];
    const id = await idOf(broken);
    let failing = true;
    const run = ((command, actor, input) => {
      const { ticketId } = (input ?? {}) as { ticketId?: number };
      if (failing && command === (fireDeadlines as unknown) && ticketId === id)
        throw new Error('ill');
      return world.run(command, actor, input);
    }) as typeof world.run;
    at('2026-03-11T10:00:00.000Z');
    await expect(sweepDeadlines(world.knex, run, () => world.clock.now)).rejects.toThrow('ill');
    expect(await told(sound)).toHaveLength(1);
    failing = false;
    await sweep('2026-03-11T10:14:59.000Z');
    expect(await told(broken)).toEqual([]);
    await sweep('2026-03-11T10:15:00.000Z');
    expect(await told(broken)).toHaveLength(1);
  });

  test('only the product itself fires', async () => {
    const ticketId = 1;
    const { nadia } = world.cast;
    expect(await world.run(fireDeadlines, nadia, { ticketId })).toMatchObject({
      reason: 'forbidden',
    });
    expect(await world.run(fireDeadlines, SWEEP, { ticketId: 999_999 })).toEqual({
      ok: true,
      value: { fired: false },
    });
  });

  test('a missed commitment is missed once, though another priority moves its deadline', async () => {
    at('2026-09-07T08:00:00.000Z');
    const number = await open('tiare', 'incident');
    await sweep('2026-09-07T10:00:30.000Z');
    const missed = async () => (await told(number)).filter((line) => /missed first/.test(line));
    expect(await missed()).toEqual(['09-07T10:00 missed first_response 2026-09-07T10:00:00.000Z']);
    at('2026-09-07T10:05:00.000Z');
    await world.run(changePriority, world.cast.karim, {
      number,
      impact: 'all',
      urgency: 'high',
      reason: 'Toute la boutique est touchée.',
    });
    await sweep('2026-09-07T10:06:00.000Z');
    expect(await missed()).toHaveLength(1);
  });
});

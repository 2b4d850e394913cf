import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { addParticipant } from '../../server/commands/add-participant.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { mergeTickets } from '../../server/commands/merge-tickets.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { lifecycleOf } from '../../server/domain/ticket/lifecycle.ts';
import { listDeadlines } from '../../server/store/deadlines.ts';
import { listEvents } from '../../server/store/events.ts';
import { listParticipants } from '../../server/store/participants.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { actorOf, insertUser } from '../../server/store/users.ts';
import { putUnderPlan } from '../support/under-plan.ts';
import { createWorld, type World } from '../support/world.ts';

describe('two tickets that say the same', () => {
  let world: World;
  let first: string;
  let second: string;
  let jeans: string;
  beforeAll(async () => {
    world = await createWorld();
    await putUnderPlan(world);
    world.clock.now = new Date('2026-03-02T08:00:00.000Z');
    first = await open('tiare');
    jeans = await open('jean');
    world.clock.now = new Date('2026-03-02T09:00:00.000Z');
    second = await open('tiare');
  });
  afterAll(() => world.drop());

  const open = async (who: 'tiare' | 'jean') => {
    const report = { kind: 'incident', subject: 'Images lentes', body: 'Lentes.', files: [] };
    const outcome = await world.run(openTicket, world.cast[who], report as never);
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.value.number;
  };
  const ticket = async (number: string) => {
    const found = await findTicket(world.knex, number);
    if (!found) throw new Error('the ticket is gone');
    return found;
  };
  const merge = (number: string, into: string, who: 'karim' | 'tiare' = 'karim') =>
    world.run(mergeTickets, world.cast[who], { number, into });

  test('two customers never share one, and nobody but staff merges', async () => {
    expect(await merge(jeans, second)).toMatchObject({ reason: 'another_customer' });
    expect(await merge(first, second, 'tiare')).toMatchObject({ reason: 'forbidden' });
    expect(await merge(first, first)).toMatchObject({ reason: 'same_ticket' });
    expect(await merge(first, '2026-999999')).toMatchObject({ reason: 'unknown_ticket' });
  });

  test('the one that goes on keeps the earlier receipt, and so the earlier promises (4.3)', async () => {
    const due = async () => {
      const deadlines = await listDeadlines(world.knex, [(await ticket(second)).id]);
      return deadlines.find(({ name }) => name === 'restoration')?.dueAt?.toISOString();
    };
    expect(await due()).toBe('2026-03-03T09:00:00.000Z');
    world.clock.now = new Date('2026-03-02T09:30:00.000Z');
    expect(await merge(first, second)).toEqual({ ok: true, value: { into: second } });
    expect(await due()).toBe('2026-03-03T08:00:00.000Z');
    expect((await ticket(second)).receivedAt.toISOString()).toBe('2026-03-02T08:00:00.000Z');
    expect(await ticket(first)).toMatchObject({
      status: 'closed',
      mergedIntoId: (await ticket(second)).id,
    });
    for (const number of [first, second]) {
      const row = await ticket(number);
      expect(row).toMatchObject(lifecycleOf(await listEvents(world.knex, row.id)));
    }
  });

  test('its requester is told where it goes on, and an answer goes there', async () => {
    const letter = await world.knex('outbound_emails').where({ letter: 'ticket_merged' }).first();
    expect(letter.subject).toBe(`Your request ${first} joins request ${second}`);
    expect(letter.reply_to).toContain(`+${second}.`);
    const { rows } = await world.knex.raw('select surviving_ticket(?) as id', [
      (await ticket(first)).id,
    ]);
    expect(rows[0].id).toBe((await ticket(second)).id);
  });

  test('it is not opened again, nor merged twice', async () => {
    const reopened = { number: first, status: 'open' } as const;
    expect(await world.run(changeStatus, world.cast.karim, reopened)).toMatchObject({
      reason: 'ticket_merged',
    });
    expect(await merge(first, second)).toMatchObject({ reason: 'ticket_merged' });
  });

  test('of two merges crossing each other, one is made', async () => {
    const third = await open('tiare');
    const fourth = await open('tiare');
    const outcomes = await Promise.all([merge(third, fourth), merge(fourth, third)]);
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('the people of two tickets that become one', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
  });
  afterAll(() => world.drop());

  test('are written to about the one that goes on', async () => {
    const { jean, karim, tiare, marie } = world.cast;
    const sophie = await insertUser(world.knex, {
      customerId: jean.customerId,
      name: 'Sophie Moreau',
      email: 'sophie@boulangerie-moule.example',
      roles: ['customer'],
      locale: 'fr',
      timeZone: 'America/Guadeloupe',
      createdAt: world.clock.now,
    });
    if (!sophie) throw new Error('Sophie is there already');
    const open = async (who: typeof jean) => {
      const report = { kind: 'incident', subject: 'Panne', body: 'Rien.', files: [] };
      const opened = await world.run(openTicket, who, report as never);
      if (!opened.ok) throw new Error(opened.reason);
      return opened.value.number;
    };
    const lasting = await open(jean);
    const ending = await open(actorOf(sophie));
    const add = (number: string, email: string) =>
      world.run(addParticipant, karim, { number, email });
    await add(lasting, 'tiare@agence-lagon.example');
    await add(ending, 'tiare@agence-lagon.example');
    await add(ending, 'marie.hoarau@courriel.example');
    await add(ending, 'jean@boulangerie-moule.example');
    expect(await world.run(mergeTickets, karim, { number: ending, into: lasting })).toMatchObject({
      ok: true,
    });
    const id = (await findTicket(world.knex, lasting))?.id as number;
    const people = (await listParticipants(world.knex, id)).map((person) => person.id);
    expect(people.sort()).toEqual([sophie.id, tiare.id, marie.id].sort());
    expect(await findTicket(world.knex, lasting)).toMatchObject(
      lifecycleOf(await listEvents(world.knex, id)),
    );
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changeStatus } from '../../server/commands/change-status.ts';
import { nameService } from '../../server/commands/name-service.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { reassessTicket } from '../../server/commands/reassess-ticket.ts';
import { replyToTicket } from '../../server/commands/reply-to-ticket.ts';
import { requalifyTicket } from '../../server/commands/requalify-ticket.ts';
import { savePlan } from '../../server/commands/save-plan.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { listDeadlines } from '../../server/store/deadlines.ts';
import { listPlans } from '../../server/store/plans.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { putUnderPlan } from '../support/under-plan.ts';
import { createWorld, type World } from '../support/world.ts';

describe('what is owed on a ticket', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld();
    await putUnderPlan(world);
  });
  afterAll(() => world.drop());

  const at = (iso: string) => {
    world.clock.now = new Date(iso);
  };
  const open = async (who: 'jean' | 'tiare', kind: 'incident' | 'information_request') => {
    const outcome = await world.run(openTicket, world.cast[who], {
      kind,
      subject: 'Site hors ligne',
      body: 'Depuis 02:10.',
      files: [],
    });
    if (!outcome.ok) throw new Error(outcome.reason);
    return outcome.value.number;
  };
  const owed = async (number: string) => {
    const ticket = await findTicket(world.knex, number);
    const deadlines = await listDeadlines(world.knex, [ticket?.id ?? 0]);
    return Object.fromEntries(
      deadlines.map(({ name, state, dueAt, nextAt }) => [
        name,
        [state, dueAt?.toISOString() ?? null, nextAt?.toISOString() ?? null],
      ]),
    );
  };

  test('base support promises nothing: the agent is reminded to give news, and that is all', async () => {
    at('2026-12-25T01:10:00.000Z');
    expect(await owed(await open('jean', 'incident'))).toEqual({
      update_reminder: ['running', '2026-12-25T05:10:00.000Z', '2026-12-25T05:10:00.000Z'],
    });
    expect(await owed(await open('jean', 'information_request'))).toEqual({});
  });

  test('an incident at 02:10 on Christmas night runs at once under a plan', async () => {
    const number = await open('tiare', 'incident');
    expect(await owed(number)).toEqual({
      first_response: ['running', '2026-12-25T03:10:00.000Z', '2026-12-25T02:10:00.000Z'],
      next_update: ['running', '2026-12-25T05:10:00.000Z', '2026-12-25T03:10:00.000Z'],
      diagnosis: ['running', '2026-12-25T09:10:00.000Z', '2026-12-25T05:10:00.000Z'],
      restoration: ['running', '2026-12-26T01:10:00.000Z', '2026-12-25T13:10:00.000Z'],
    });

    at('2026-12-25T01:40:00.000Z');
    const reply = { number, body: 'Nous regardons.', files: [], statusAfter: 'waiting_customer' };
    await world.run(replyToTicket, world.cast.karim, reply as never);
    expect(await owed(number)).toEqual({
      first_response: ['met', '2026-12-25T03:10:00.000Z', null],
      next_update: ['paused', null, null],
      diagnosis: ['paused', null, null],
      restoration: ['paused', null, null],
      waiting_reminder: ['running', '2027-01-01T01:40:00.000Z', '2027-01-01T01:40:00.000Z'],
      waiting_close: ['running', '2027-01-08T01:40:00.000Z', '2027-01-08T01:40:00.000Z'],
    });

    at('2026-12-25T11:40:00.000Z');
    await world.run(postMessage, world.cast.tiare, { number, body: 'Voici.', files: [] });
    expect(await owed(number)).toMatchObject({
      diagnosis: ['running', '2026-12-25T19:10:00.000Z', '2026-12-25T15:10:00.000Z'],
      restoration: ['running', '2026-12-26T11:10:00.000Z', '2026-12-25T23:10:00.000Z'],
    });
    expect(Object.keys(await owed(number))).not.toContain('waiting_close');
  });

  test('requalified after two days: recomputed from the receipt on the other calendar', async () => {
    at('2026-05-13T15:59:00.000Z');
    const number = await open('tiare', 'information_request');
    // a Wednesday, 17:59 in Paris: one minute, then Ascension, then Friday's hours
    expect(await owed(number)).toEqual({
      first_response: ['running', '2026-05-15T15:59:00.000Z', '2026-05-15T12:14:00.000Z'],
    });
    at('2026-05-15T16:00:00.000Z');
    await world.run(requalifyTicket, world.cast.karim, { number, kind: 'incident' });
    expect((await owed(number)).first_response).toEqual([
      'breached',
      '2026-05-13T17:59:00.000Z',
      '2026-05-13T16:59:00.000Z',
    ]);
  });

  test('a plan changed mid-ticket moves nothing', async () => {
    at('2026-06-01T08:00:00.000Z');
    const number = await open('tiare', 'incident');
    const before = await owed(number);
    const plan = (await listPlans(world.knex)).find(({ base }) => !base);
    if (!plan) throw new Error('no plan');
    const { definition } = plan;
    const normal = { ...definition.targets.incident.normal, restoration: 60 };
    const incident = { ...definition.targets.incident, normal };
    await world.run(savePlan, world.cast.nadia, {
      planId: plan.planId,
      name: plan.name,
      base: false,
      effectiveFrom: world.clock.now,
      definition: { ...definition, targets: { ...definition.targets, incident } },
    });
    at('2026-06-01T08:05:00.000Z');
    await world.run(changeStatus, world.cast.karim, { number, status: 'open' });
    expect(await owed(number)).toEqual(before);
    expect((await owed(await open('tiare', 'incident'))).restoration?.[1]).toBe(
      '2026-06-01T09:05:00.000Z',
    );
  });

  test('nor do particular conditions: a ticket keeps those of its receipt, until a reassessment', async () => {
    at('2026-07-01T08:00:00.000Z');
    const customerId = world.cast.tiare.customerId as number;
    const none = { first_response: null, next_update: null, diagnosis: null, restoration: null };
    const restoredIn = (restoration: number) => {
      const each = { ...none, restoration };
      const promised = { urgent: each, high: each, normal: each, low: each };
      const nothing = { urgent: none, high: none, normal: none, low: none };
      return { incident: promised, information_request: nothing };
    };
    const facts = { customerId, name: 'Boutique', planId: null, monthlyPriceCents: 9_900 };
    const saved = await world.run(saveService, world.cast.nadia, {
      ...facts,
      serviceId: null,
      conditions: restoredIn(90),
    });
    if (!saved.ok) throw new Error(saved.reason);
    const { serviceId } = saved.value;
    const number = await open('tiare', 'incident');
    at('2026-07-01T08:05:00.000Z');
    const conditions = restoredIn(30);
    await world.run(saveService, world.cast.nadia, { ...facts, serviceId, conditions });
    await world.run(nameService, world.cast.karim, { number, serviceId });
    expect((await owed(number)).restoration?.[1]).toBe('2026-07-01T09:30:00.000Z');
    await world.run(reassessTicket, world.cast.nadia, { number, reason: 'Avenant du jour.' });
    expect((await owed(number)).restoration?.[1]).toBe('2026-07-01T08:30:00.000Z');
  });
});

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { verifyHistories } from '../../server/cli/audit/verify-histories.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { nameService } from '../../server/commands/name-service.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import {
  moveTest,
  recommendTest,
  retireRecommendedTest,
} from '../../server/commands/recommend-tests.ts';
import { recordServiceAccess } from '../../server/commands/record-service-access.ts';
import { recordFinding, recordTest } from '../../server/commands/record-step.ts';
import { requestCollaboration } from '../../server/commands/request-collaboration.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { timelineOf } from '../../server/domain/sla/timeline.ts';
import { isPublicEvent } from '../../server/domain/ticket/event.ts';
import { listAttachments } from '../../server/store/attachments.ts';
import { listSteps } from '../../server/store/diagnosis-steps.ts';
import { listEvents } from '../../server/store/events.ts';
import { listConversation } from '../../server/store/messages.ts';
import {
  listTestsFor,
  listTestsForCustomer,
  listTestsOf,
} from '../../server/store/recommended-tests.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { incidentOf } from '../support/diagnosed.ts';
import { createWorld, type World } from '../support/world.ts';

let world: World;
const services: Partial<Record<'jean' | 'tiare', number>> = {};
beforeAll(async () => {
  world = await createWorld();
  for (const who of ['jean', 'tiare'] as const) {
    const customerId = world.cast[who].customerId as number;
    const plain = { planId: null, conditions: null, monthlyPriceCents: null };
    const service = { serviceId: null, customerId, name: `${who}.example`, ...plain };
    services[who] = done(await world.run(saveService, world.cast.nadia, service)).serviceId;
  }
});
afterAll(() => world.drop());

const ticketOf = async (number: string) => {
  const ticket = await findTicket(world.knex, number);
  if (!ticket) throw new Error(`there is no ${number}`);
  return ticket;
};
const stepsOf = async (number: string) => listSteps(world.knex, (await ticketOf(number)).id);
const eventsOf = async (number: string) => listEvents(world.knex, (await ticketOf(number)).id);
const passMinutes = (minutes: number) => {
  world.clock.now = new Date(world.clock.now.getTime() + minutes * 60_000);
};
const recommend = async (wording: string, serviceId: number | null = null) =>
  done(await world.run(recommendTest, world.cast.nadia, { serviceId, wording })).testId;
const wordings = async (serviceId: number | null) =>
  (await listTestsFor(world.knex, serviceId)).map(({ wording }) => wording);

test('tests are recommended for all or for one service, ordered, and retired rather than deleted', async () => {
  const { run, cast, knex } = world;
  const jean = services.jean as number;
  await recommend('Le site répond-il ?');
  const second = await recommend('Le courriel part-il ?');
  const own = await recommend('La caisse s’ouvre-t-elle ?', jean);
  expect(await wordings(null)).toEqual(['Le site répond-il ?', 'Le courriel part-il ?']);
  done(await run(moveTest, cast.odile, { testId: second, way: 'up' }));
  done(await run(moveTest, cast.odile, { testId: second, way: 'up' }));
  expect(await wordings(jean)).toEqual([
    'Le courriel part-il ?',
    'Le site répond-il ?',
    'La caisse s’ouvre-t-elle ?',
  ]);
  const forCustomer = async (who: 'jean' | 'tiare') =>
    (await listTestsForCustomer(knex, cast[who].customerId as number)).length;
  expect([await forCustomer('jean'), await forCustomer('tiare')]).toEqual([3, 2]);
  done(await run(retireRecommendedTest, cast.nadia, { testId: own }));
  expect(await run(retireRecommendedTest, cast.nadia, { testId: own })).toMatchObject({
    reason: 'not_found',
  });
  expect(await listTestsOf(knex, jean)).toEqual([]);
  expect(await knex('recommended_tests').where({ id: own }).first('wording')).toEqual({
    wording: 'La caisse s’ouvre-t-elle ?',
  });
  const wording = 'Et alors ?';
  expect(await run(recommendTest, cast.karim, { serviceId: null, wording })).toMatchObject({
    reason: 'forbidden',
  });
  expect(await run(recommendTest, cast.nadia, { serviceId: null, wording: ' ' })).toMatchObject({
    reason: 'required',
    field: 'wording',
  });
});

test('a test has a result and its evidence; its words are a note, its event holds none', async () => {
  const { run, cast, knex } = world;
  const number = await incidentOf(world, 'jean');
  const testId = await recommend('Le certificat est-il valide ?');
  const log = { name: 'openssl.txt', contentType: 'text/plain', bytes: Buffer.from('expired') };
  const input = { number, testId, wording: 'Autre chose', result: 'failed' };
  const { stepId } = done(
    await run(recordTest, cast.karim, { ...input, observed: 'Expiré hier.', files: [log] }),
  );
  const [step] = await stepsOf(number);
  expect(step).toMatchObject({
    id: stepId,
    kind: 'test',
    testId,
    result: 'failed',
    // the recommended wording, not what a form was made to say
    body: 'Le certificat est-il valide ?\n\nExpiré hier.',
    recordedBy: 'Karim Diallo',
  });
  const files = await listAttachments(knex, [step?.messageId ?? 0]);
  expect(files.map(({ name }) => name)).toEqual(['openssl.txt']);
  const events = (await eventsOf(number)).slice(-2);
  expect(events.map(({ type }) => type)).toEqual(['note_added', 'step_recorded']);
  expect(events[1]?.data).toEqual({
    step: stepId,
    message: step?.messageId,
    kind: 'test',
    test: testId,
    result: 'failed',
  });
  expect(JSON.stringify(events)).not.toContain('Expiré');
  const { id } = await ticketOf(number);
  const seen = await listConversation(knex, id, { audience: 'requester', limit: 50 });
  expect(JSON.stringify(seen)).not.toContain('Expiré');
});

test('a test of another service, without a result or without words is refused', async () => {
  const { run, cast } = world;
  const number = await incidentOf(world, 'jean');
  const foreign = await recommend('Le lagon est-il bleu ?', services.tiare as number);
  const base = {
    number,
    testId: null,
    wording: 'Un ping',
    result: 'passed',
    observed: '',
    files: [],
  };
  const refusals = [
    await run(recordTest, cast.karim, { ...base, testId: foreign }),
    await run(recordTest, cast.karim, { ...base, wording: '' }),
    await run(recordTest, cast.karim, { ...base, result: '' }),
    await run(recordTest, cast.karim, { ...base, result: 'maybe' }),
    await run(recordFinding, cast.karim, { number, found: '', files: [] }),
    await run(recordTest, cast.jean, base),
  ];
  expect(refusals.map((r) => (r.ok ? 'accepted' : `${r.reason} ${r.field}`))).toEqual([
    'invalid_choice test',
    'required wording',
    'required result',
    'invalid_choice result',
    'required found',
    'forbidden undefined',
  ]);
  done(await run(changeStatus, cast.karim, { number, status: 'resolved' }));
  done(await run(changeStatus, cast.karim, { number, status: 'closed' }));
  expect(await run(recordTest, cast.karim, base)).toMatchObject({ reason: 'ticket_closed' });
  expect(await stepsOf(number)).toEqual([]);
});

test('an access to the service is logged: the customer reads that it was, not the words (D7)', async () => {
  const { run, cast } = world;
  const number = await incidentOf(world, 'jean');
  done(await run(nameService, cast.karim, { number, serviceId: services.jean as number }));
  passMinutes(30);
  const { now } = world.clock;
  const startedAt = new Date(now.getTime() - 20 * 60_000);
  const base = {
    number,
    serviceId: services.jean as number,
    startedAt,
    endedAt: now,
    purpose: 'Lire les journaux.',
  };
  const later = new Date(now.getTime() + 1);
  const refusals = [
    await run(recordServiceAccess, cast.karim, { ...base, serviceId: services.tiare as number }),
    await run(recordServiceAccess, cast.karim, { ...base, startedAt: null }),
    await run(recordServiceAccess, cast.karim, { ...base, startedAt: now, endedAt: startedAt }),
    await run(recordServiceAccess, cast.karim, { ...base, endedAt: later }),
    await run(recordServiceAccess, cast.karim, { ...base, purpose: ' ' }),
    await run(recordServiceAccess, cast.tiare, base),
  ];
  expect(refusals.map((r) => (r.ok ? 'accepted' : `${r.reason} ${r.field}`))).toEqual([
    'invalid_choice service',
    'invalid_choice started_at',
    'invalid_choice ended_at',
    'time_in_future ended_at',
    'required purpose',
    'forbidden undefined',
  ]);
  const { stepId } = done(await run(recordServiceAccess, cast.karim, base));
  const [step] = await stepsOf(number);
  expect(step).toMatchObject({ id: stepId, kind: 'access', service: { name: 'jean.example' } });
  const event = (await eventsOf(number)).at(-1);
  expect(event).toMatchObject({
    type: 'access_recorded',
    actor: { user: cast.karim.id },
    data: { started_at: startedAt.toISOString(), ended_at: now.toISOString() },
  });
  expect(isPublicEvent('access_recorded')).toBe(true);
  expect(JSON.stringify(await eventsOf(number))).not.toContain('journaux');
});

test('asking the customer sends a reply and stops the clocks until it answers', async () => {
  const { run, cast, knex } = world;
  const number = await incidentOf(world, 'jean');
  passMinutes(10);
  const asked = world.clock.now;
  done(await run(requestCollaboration, cast.karim, { number, asked: 'Redémarrez votre box.' }));
  expect((await ticketOf(number)).status).toBe('waiting_customer');
  expect((await eventsOf(number)).slice(-3).map(({ type }) => type)).toEqual([
    'reply_sent',
    'status_changed',
    'collaboration_requested',
  ]);
  const mail = await knex('outbound_emails')
    .where({ letter: 'reply' })
    .orderBy('id', 'desc')
    .first();
  expect(mail.text).toContain('Redémarrez votre box.');
  expect((await stepsOf(number))[0]).toMatchObject({
    kind: 'collaboration',
    recordedAt: asked,
    answeredAt: null,
  });
  passMinutes(45);
  done(await run(postMessage, cast.jean, { number, body: 'C’est fait.', files: [] }));
  expect((await stepsOf(number))[0]?.answeredAt).toEqual(world.clock.now);
  const waits = timelineOf(await eventsOf(number)).statuses.filter(
    ({ status }) => status === 'waiting_customer',
  );
  expect(waits).toMatchObject([{ from: asked, to: world.clock.now }]);
  expect(await run(requestCollaboration, cast.karim, { number, asked: ' ' })).toMatchObject({
    reason: 'required',
    field: 'asked',
  });
});

test('the rows of steps and documents are what they were; every history holds', async () => {
  for (const statement of [
    'update diagnosis_steps set result = result',
    'delete from diagnosis_steps',
    'update documents set name = name',
  ]) {
    await expect(world.knex.raw(statement)).rejects.toThrow(/permission denied/);
    await expect(world.ownerKnex.raw(statement)).rejects.toThrow(/append-only/);
  }
  expect(await verifyHistories(world.knex, () => undefined)).toMatchObject({ faults: 0 });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createTransmitter, type Transmitter } from '../../mail-gateway/smtp-out.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { jobsAfterCommit } from '../../server/jobs/after-commit.ts';
import { createHandlers } from '../../server/jobs/handlers.ts';
import { type JobQueues, openQueues } from '../../server/jobs/queues.ts';
import { type Handlers, type JobWorkers, openWorkers } from '../../server/jobs/workers.ts';
import { createLog } from '../../server/log.ts';
import { makerOf } from '../support/case-file.ts';
import { until } from '../support/processes.ts';
import { sendingBy } from '../support/sending-room.ts';
import { type SmtpSink, startSmtpSink } from '../support/smtp-sink.ts';
import { createWorld, type World } from '../support/world.ts';

const log = createLog('silent');

describe('jobs say when, the database says what', () => {
  let world: World;
  let sink: SmtpSink;
  let queues: JobQueues;
  let workers: JobWorkers;
  let transmitter: Transmitter;
  let handlers: Handlers;
  let intakeSwept = 0;

  beforeAll(async () => {
    world = await createWorld();
    sink = await startSmtpSink();
    const clock = () => world.clock.now;
    const backend = { databaseUrl: world.url, redisUrl: null, log };
    queues = openQueues(backend);
    const parts = { run: world.run, database: world.knex, clock };
    transmitter = createTransmitter({
      ...parts,
      log,
      config: sendingBy(sink.url, world.house),
    });
    handlers = createHandlers({
      ...makerOf(world),
      ...parts,
      queues,
      transmit: transmitter.transmit,
      mailboxes: [],
      sweepIntake: async () => {
        intakeSwept += 1;
      },
    });
    workers = await openWorkers({ ...backend, handlers, schedule: [] });
  });
  afterAll(async () => {
    await workers.close();
    await queues.close();
    transmitter.close();
    await sink.close();
    await world.drop();
  });

  const openOne = async (subject: string) => {
    await world.run(openTicket, world.cast.jean, {
      kind: 'incident',
      subject,
      body: 'Rien ne va plus.',
      files: [],
    });
    const committed = world.published.at(-1);
    if (!committed) throw new Error('nothing was published');
    return committed;
  };
  const statuses = () => world.knex('outbound_emails').orderBy('id').pluck('status');

  test('a mail leaves as soon as its command is committed', async () => {
    jobsAfterCommit(queues, log)(await openOne('Tout de suite'));
    await until(() => sink.received.length === 1);
    await until(async () => (await statuses())[0] === 'sent');
  });

  test('a mail whose job was lost is found by the sweep', async () => {
    await openOne('Perdu');
    await handlers['sweep-outbound-emails']({});
    await until(() => sink.received.length === 2);
    await until(async () => (await statuses())[1] === 'sent');
  });

  test('a mail that was turned away goes by the sweep when its time has come', async () => {
    sink.answers.push(451);
    jobsAfterCommit(queues, log)(await openOne('Plus tard'));
    await until(async () => {
      const [row] = await world.knex('outbound_emails').orderBy('id', 'desc').limit(1);
      return row.last_error !== null;
    });
    await handlers['sweep-outbound-emails']({});
    world.clock.now = new Date(world.clock.now.getTime() + 60_000);
    await until(async () => {
      await handlers['sweep-outbound-emails']({});
      return (await statuses())[2] === 'sent';
    });
    expect(sink.received).toHaveLength(3);
  });

  test('a job that comes twice, or too late, sends nothing twice', async () => {
    const [sent] = await world.knex('outbound_emails').orderBy('id').pluck('id');
    await Promise.all([
      handlers['transmit-outbound-email']({ outboundEmailId: sent }),
      handlers['transmit-outbound-email']({ outboundEmailId: 99_999 }),
    ]);
    expect(sink.received).toHaveLength(3);
  });

  test('what is due on a ticket is said by its sweep', async () => {
    await openOne('Sans nouvelles');
    const due = await world.knex('deadlines').max('next_at as at').first();
    const before = world.clock.now;
    world.clock.now = due?.at;
    await handlers['sweep-deadlines']({});
    world.clock.now = before;
    const told = await world.knex('events').where({ type: 'escalation_announced' });
    expect(told.length).toBeGreaterThan(0);
    expect(await world.knex('deadlines').whereNotNull('next_at')).toEqual([]);
  });

  test('the other sweeps', async () => {
    await handlers['sweep-inbound-emails']({});
    expect(intakeSwept).toBe(1);
    const past = new Date(world.clock.now.getTime() - 1000);
    const link = { user_id: world.cast.jean.id, purpose: 'reset', created_at: past };
    await world.knex('user_tokens').insert([
      { ...link, digest: Buffer.alloc(32, 1), expires_at: past },
      { ...link, digest: Buffer.alloc(32, 2), expires_at: new Date('2030-01-01') },
    ]);
    await handlers['sweep-expired']({});
    expect(await world.knex('user_tokens').pluck('expires_at')).toEqual([new Date('2030-01-01')]);
  });
});

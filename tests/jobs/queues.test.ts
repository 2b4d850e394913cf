import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { BackendSettings } from '../../server/jobs/backend.ts';
import { type JobQueues, openQueues } from '../../server/jobs/queues.ts';
import type { ScheduledJob } from '../../server/jobs/schedule.ts';
import { type Handlers, type JobWorkers, openWorkers } from '../../server/jobs/workers.ts';
import { createLog } from '../../server/log.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { describeWith } from '../support/describe-with.ts';
import { REDIS } from '../support/parts.ts';
import { until } from '../support/processes.ts';
import { startRedis, type TestRedis } from '../support/redis.ts';

const log = createLog('silent');
const idle = async () => {};
const HANDLERS: Handlers = {
  'transmit-outbound-email': idle,
  'let-go-reply': idle,
  'sweep-outbound-emails': idle,
  'sweep-inbound-emails': idle,
  'sweep-deadlines': idle,
  'sweep-suspensions': idle,
  'sweep-acknowledgements': idle,
  'sweep-timers': idle,
  'watch-mailboxes': idle,
  'make-case-file': idle,
  'sweep-case-files': idle,
  'sweep-expired': idle,
};

/** Closed after each test, also one that fails: a worker left open keeps the run alive. */
let opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.map((one) => one.close()));
  opened = [];
});

type Asked = { settings: BackendSettings; handlers?: Partial<Handlers>; schedule?: ScheduledJob[] };

async function work({ settings, handlers, schedule = [] }: Asked): Promise<JobWorkers> {
  const workers = await openWorkers({
    ...settings,
    handlers: { ...HANDLERS, ...handlers },
    schedule,
    log,
  });
  opened.push(workers);
  return workers;
}

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** What must hold wherever jobs wait. */
function queueStories(settings: () => BackendSettings): void {
  let queues: JobQueues;
  beforeAll(() => {
    queues = openQueues({ ...settings(), log });
  });
  afterAll(() => queues.close());

  test('a job added is done, with what it was told', async () => {
    const sent: number[] = [];
    await work({
      settings: settings(),
      handlers: {
        'transmit-outbound-email': async ({ outboundEmailId }) => {
          sent.push(outboundEmailId);
        },
      },
    });
    await queues.add('transmit-outbound-email', { outboundEmailId: 318 });
    await until(() => sent.length > 0);
    expect(sent).toEqual([318]);
  });

  test('a job that waits is not added twice, and may come again once it failed', async () => {
    const id = 'outbound-email-42';
    await queues.add('transmit-outbound-email', { outboundEmailId: 42 }, { id });
    await queues.add('transmit-outbound-email', { outboundEmailId: 42 }, { id });
    let times = 0;
    await work({
      settings: settings(),
      handlers: {
        'transmit-outbound-email': async () => {
          times += 1;
          throw new Error('the mail server hung up');
        },
      },
    });
    await until(() => times > 0);
    await sleep(300);
    expect(times).toBe(1);
    await queues.add('transmit-outbound-email', { outboundEmailId: 42 }, { id });
    await until(() => times === 2);
  });

  test('a job for later is done then, and not before', async () => {
    let done = 0;
    await work({
      settings: settings(),
      handlers: {
        'let-go-reply': async () => {
          done = performance.now();
        },
      },
    });
    const asked = performance.now();
    await queues.add('let-go-reply', { messageId: 5 }, { id: 'reply-5', delay: 600 });
    await until(() => done > 0);
    expect(done - asked).toBeGreaterThanOrEqual(600);
  });

  test('the schedule runs by itself, once for two processes, and follows the program', async () => {
    let sweeps = 0;
    const handlers = {
      'sweep-outbound-emails': async () => {
        sweeps += 1;
      },
    };
    const schedule = [{ job: 'sweep-outbound-emails' as const, every: 200 }];
    const both = await Promise.all([
      work({ settings: settings(), handlers, schedule }),
      work({ settings: settings(), handlers, schedule }),
    ]);
    await until(() => sweeps >= 3);
    const before = sweeps;
    await sleep(1000);
    expect(sweeps - before).toBeLessThanOrEqual(6);
    await Promise.all(both.map((workers) => workers.close()));

    // A newer program that no longer has it on its schedule.
    await work({ settings: settings(), handlers });
    sweeps = 0;
    await sleep(600);
    expect(sweeps).toBeLessThanOrEqual(1);
  });
}

describe('jobs on PostgreSQL', () => {
  const settings = () => ({ databaseUrl: database.url, redisUrl: null });
  queueStories(settings);

  test('use few connections, however much there is to do', async () => {
    const queues = openQueues({ ...settings(), log });
    opened.push(queues);
    await work({ settings: settings() });
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        queues.add('transmit-outbound-email', { outboundEmailId: index }),
      ),
    );
    const { rows } = await database.ownerKnex.raw(
      `select count(*) as connections from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    expect(rows[0].connections).toBeLessThanOrEqual(10);
  });
});

describeWith(REDIS, 'jobs on Redis', () => {
  let redis: TestRedis;
  beforeAll(async () => {
    redis = await startRedis();
  });
  afterAll(() => redis.stop());
  queueStories(() => ({ databaseUrl: database.url, redisUrl: redis.url }));
});

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { done } from '../../seeds/done.ts';
import { lodgeComplaint } from '../../server/commands/lodge-complaint.ts';
import { postMessage } from '../../server/commands/post-message.ts';
import { requestCaseFile } from '../../server/commands/request-case-file.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { makeCaseFile } from '../../server/jobs/handlers/make-case-file.ts';
import { createHandlers } from '../../server/jobs/handlers.ts';
import { type JobQueues, openQueues } from '../../server/jobs/queues.ts';
import { type JobWorkers, openWorkers } from '../../server/jobs/workers.ts';
import { createLog } from '../../server/log.ts';
import { findCaseFile, makeCaseFilesAnew } from '../../server/store/case-files.ts';
import { bytesOf, makerOf } from '../support/case-file.ts';
import { checkCaseFile } from '../support/check-case-file.ts';
import { until } from '../support/processes.ts';
import { createWorld, type World } from '../support/world.ts';

const MEGABYTE = 1024 * 1024;
const log = createLog('silent');
const start = promisify(execFile);

let world: World;
let queues: JobQueues;
let workers: JobWorkers | undefined;

beforeAll(async () => {
  world = await createWorld();
  queues = openQueues({ databaseUrl: world.url, redisUrl: null, log });
});
afterAll(async () => {
  await workers?.close();
  await queues.close();
  await world.drop();
});

async function lodged(): Promise<string> {
  const said = { subject: 'Facturée deux fois', body: 'Voyez.', wanted: 'Un remboursement.' };
  const concerned = { tickets: [], invoices: [], files: [] };
  return done(await world.run(lodgeComplaint, world.cast.marie, { ...said, ...concerned })).number;
}

async function ask(by: UserActor, number: string): Promise<number> {
  const wanted = { number, audience: 'mediator', locale: 'fr', upTo: null } as const;
  return done(await world.run(requestCaseFile, by, wanted)).id;
}

test('sixty megabytes of attachments pass through a modest memory, part by part', async () => {
  const { run, cast, knex, url } = world;
  const small = await ask(cast.marie, await lodged());
  const number = await lodged();
  for (const letter of ['a', 'b', 'c']) {
    const files = [1, 2].map((index) => ({
      name: `${letter}${index}.bin`,
      contentType: 'application/octet-stream',
      bytes: Buffer.alloc(10 * MEGABYTE, `${letter}${index} `),
    }));
    done(await run(postMessage, cast.marie, { number, body: 'Voici.', files }));
  }
  const large = await ask(cast.marie, number);
  const program = fileURLToPath(new URL('make-one.ts', import.meta.url));
  const { stdout } = await start(
    process.execPath,
    [
      ...['--max-old-space-size=64', '--import', 'tsx', program],
      ...[url, String(large), String(small)],
    ],
    { env: { ...process.env, NODE_OPTIONS: '', TZ: 'Pacific/Noumea' } },
  );
  expect(Number(stdout)).toBeLessThan(90 * MEGABYTE);
  const made = await findCaseFile(knex, large);
  expect(made).toMatchObject({ state: 'done', error: null });
  expect(made?.zip?.size).toBeGreaterThan(60 * MEGABYTE);
  expect(checkCaseFile(await bytesOf(world, large, 'zip')).faults).toEqual([]);
  // another process, in another zone, makes the same of the same
  const first = await findCaseFile(knex, small);
  await makeCaseFilesAnew(knex, first?.ticketId ?? 0, world.clock.now);
  await makeCaseFile(makerOf(world), small);
  const again = await findCaseFile(knex, small);
  expect(again).toMatchObject({ state: 'done', making: 3, pdf: first?.pdf, zip: first?.zip });
}, 60_000);

test('a lost job’s case file is found by the sweep, and made', async () => {
  const { knex, run, cast, clock } = world;
  const id = await ask(cast.marie, await lodged());
  const idle = async () => {};
  const given = {
    queues,
    clock: () => clock.now,
    transmit: idle,
    sweepIntake: idle,
    mailboxes: [],
  };
  const handlers = createHandlers({ ...makerOf({ ...world, knex, run }), ...given });
  workers = await openWorkers({
    databaseUrl: world.url,
    redisUrl: null,
    handlers,
    schedule: [],
    log,
  });
  await queues.add('sweep-case-files', {}, { id: 'found' });
  await until(async () => (await findCaseFile(knex, id))?.state === 'done');
  expect(await findCaseFile(knex, id)).toMatchObject({ progress: 100, making: 1 });
});

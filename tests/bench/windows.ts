import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import pg from 'pg';
import { done } from '../../seeds/done.ts';
import { populate } from '../../seeds/populate.ts';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { cancelSuspension } from '../../server/commands/cancel-suspension.ts';
import { changeStatus } from '../../server/commands/change-status.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import type { Run } from '../../server/commands/command.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { publishSuspension } from '../../server/commands/publish-suspension.ts';
import { createRunner } from '../../server/commands/runner.ts';
import { saveService } from '../../server/commands/save-service.ts';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { sweepSuspensions } from '../../server/jobs/handlers/sweep-suspensions.ts';
import { createLog } from '../../server/log.ts';
import { connect } from '../../server/store/connect.ts';
import { migrate } from '../../server/store/migrate.ts';
import { listPlans } from '../../server/store/plans.ts';
import { testHouse } from '../support/house.ts';
import { print } from './figures.ts';

/**
 * `npm run bench:windows [TICKETS]`: recomputing the 10,000 open tickets, unless told otherwise,
 * that a maintenance window touches: how long the command that publishes it takes, and how long
 * until the sweep has done them all; then the same for its cancellation. Each beside the limit of
 * the same run: one SQL statement that writes as many of the same rows.
 */
const TICKETS = Number(process.argv[2] ?? 10_000);
const RECEIVED = new Date('2026-03-02T08:00:00.000Z');
const HOUR = 3_600_000;
const FIRST = 10_000_000;

const clock = { now: RECEIVED };

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guichet-windows-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const postgres = await startEmbeddedPostgres({ dataDir, log: createLog('silent') });
  const database = connect(postgres.url, { max: 10 });
  const owner = new pg.Client({ connectionString: postgres.url });
  try {
    await migrate(postgres.url);
    await owner.connect();
    await measure(database, owner);
  } finally {
    await owner.end();
    await database.destroy();
    await postgres.stop();
  }
}

async function measure(database: Knex, owner: pg.Client): Promise<void> {
  const run = runner(database);
  const { serviceId, karim } = await openTouched(run, database, owner);
  const limit = await writeAll(owner);
  print(`${TICKETS} open tickets, 4 deadlines each; fsync on; one process`);
  print(`limit, one statement that writes their ${2 * TICKETS} rows: ${Math.round(limit)} ms\n`);
  const window = {
    cause: 'maintenance',
    title: 'Mise à jour des serveurs',
    details: 'Les sites seront hors ligne quelques minutes.',
    startsAt: new Date(RECEIVED.getTime() + HOUR),
    endsAt: new Date(RECEIVED.getTime() + 3 * HOUR),
    expectedEndAt: null,
    services: [serviceId],
  } as const;
  const before = await dueAt(owner);
  const sweep = () => sweepSuspensions(database, run, () => clock.now);
  let suspensionId = 0;
  const published = await timed(async () => {
    suspensionId = done(await run(publishSuspension, karim, window)).suspensionId;
  });
  const moved = await timed(sweep);
  await expectMoved(owner, before + 2 * HOUR);
  report('published', published, moved, limit);
  const cancelled = await timed(async () => {
    done(await run(cancelSuspension, karim, { suspensionId }));
  });
  const movedBack = await timed(sweep);
  await expectMoved(owner, before);
  report('cancelled', cancelled, movedBack, limit);
}

function report(what: string, command: number, sweep: number, limit: number): void {
  const all = command + sweep;
  const each = (all / TICKETS).toFixed(2);
  print(`${what}: the command ${Math.round(command)} ms, all tickets after ${Math.round(all)} ms`);
  print(`  ${each} ms a ticket, ${(all / limit).toFixed(1)} times the limit`);
}

function runner(database: Knex): Run {
  return createRunner({
    database,
    clock: () => clock.now,
    house: testHouse(),
    publish: () => undefined,
  });
}

/** One ticket opened by the commands, and copies of it with its history and its deadlines. */
async function openTouched(run: Run, database: Knex, owner: pg.Client) {
  const { nadia, karim, tiare } = await populate(run, database);
  const [base] = await listPlans(database);
  if (!base) throw new Error('no base plan');
  const planId = await settleSerenitePlus(run, new Date(0), base.definition.calendars);
  const customerId = tiare.customerId as number;
  done(await run(choosePlan, nadia, { customerId, planId }));
  const service = { name: 'Site', planId: null, conditions: null, monthlyPriceCents: null };
  const { serviceId } = done(
    await run(saveService, nadia, { serviceId: null, customerId, ...service }),
  );
  const said = { subject: 'Site hors ligne', body: 'Rien ne va plus.', files: [] };
  const { number } = done(await run(openTicket, tiare, { kind: 'incident', ...said }));
  await owner.query('update tickets set service_id = $1 where number = $2', [serviceId, number]);
  clock.now = new Date(RECEIVED.getTime() + 60_000);
  done(await run(changeStatus, karim, { number, status: 'open' }));
  const { rows } = await owner.query('select id from tickets where number = $1', [number]);
  await copy(owner, rows[0].id);
  return { serviceId, karim };
}

async function copy(owner: pg.Client, id: number): Promise<void> {
  await owner.query(`set session_replication_role = replica;
    insert into tickets overriding system value
    select (jsonb_populate_record(t, jsonb_build_object(
             'id', ${FIRST} + n, 'number', '2025-' || lpad(n::text, 6, '0')))).*
      from tickets t, generate_series(2, ${TICKETS}) n where id = ${id};
    insert into events
    select (jsonb_populate_record(e, jsonb_build_object('ticket_id', ${FIRST} + n))).*
      from events e, generate_series(2, ${TICKETS}) n where ticket_id = ${id};
    insert into deadlines (ticket_id, name, state, target_minutes, started_at, due_at, elapsed_ms,
                           announced, next_at)
    select ${FIRST} + n, name, state, target_minutes, started_at, due_at, elapsed_ms, announced,
           next_at from deadlines, generate_series(2, ${TICKETS}) n where ticket_id = ${id};
    set session_replication_role = origin`);
  await owner.query('vacuum analyze');
}

/** Writes as much as a window does, and takes it back. */
async function writeAll(owner: pg.Client): Promise<number> {
  const move = (hours: number) =>
    owner.query(
      `update deadlines set due_at = due_at + $1 * interval '1 hour',
              next_at = next_at + $1 * interval '1 hour', elapsed_ms = elapsed_ms + 0
        where name in ('diagnosis', 'restoration')`,
      [hours],
    );
  const took = await timed(() => move(2));
  await move(-2);
  await owner.query('vacuum analyze deadlines');
  return took;
}

async function dueAt(owner: pg.Client): Promise<number> {
  const { rows } = await owner.query(
    `select min(due_at) as first, max(due_at) as last from deadlines where name = 'restoration'`,
  );
  if (rows[0].first.getTime() !== rows[0].last.getTime()) throw new Error('due at several times');
  return rows[0].first.getTime();
}

async function expectMoved(owner: pg.Client, expected: number): Promise<void> {
  if ((await dueAt(owner)) !== expected) throw new Error('a ticket was left out');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

await main();

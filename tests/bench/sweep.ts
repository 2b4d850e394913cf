import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import pg from 'pg';
import { populate } from '../../seeds/populate.ts';
import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import type { Run } from '../../server/commands/command.ts';
import { openTicket } from '../../server/commands/open-ticket.ts';
import { createRunner } from '../../server/commands/runner.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { sweepDeadlines } from '../../server/jobs/handlers/sweep-deadlines.ts';
import { createLog } from '../../server/log.ts';
import { connect } from '../../server/store/connect.ts';
import { listTicketsWithDue } from '../../server/store/deadlines.ts';
import { migrate } from '../../server/store/migrate.ts';
import { listPlans } from '../../server/store/plans.ts';
import { explain } from '../scale/plan.ts';
import { statementsOf } from '../scale/statements.ts';
import { testHouse } from '../support/house.ts';
import { atOnce, percentile, print } from './figures.ts';

/**
 * `npm run bench:sweep [OPEN [DUE]]`: a sweep over a million open deadlines of which a thousand are
 * due, unless told otherwise. The tickets that are due were opened through the command and fire
 * through the product's own sweep; the others stand beside them. First the question for what is due,
 * with its plan, as ten, a tenth and all of them come due; then the time per firing, beside one
 * transaction that changes one deadline.
 */
const OPEN = Number(process.argv[2] ?? 1_000_000);
const DUE = Number(process.argv[3] ?? 1_000);
const BATCHES = [10, Math.round(DUE / 10), DUE];
const EACH = 4;
const RECEIVED = new Date('2026-03-02T08:00:00.000Z');
const HOUR = 3_600_000;
const MINUTE = 60_000;

const clock = { now: RECEIVED };

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guichet-sweep-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const began = performance.now();
  const postgres = await startEmbeddedPostgres({ dataDir, log: createLog('silent') });
  try {
    await migrate(postgres.url);
    const database = connect(postgres.url, { max: 10 });
    const owner = new pg.Client({ connectionString: postgres.url });
    await owner.connect();
    try {
      const run = runner(database);
      const customer = await settle(run, database);
      await openDue(run, customer);
      await fillUp(owner, customer);
      const { rows } = await owner.query('select count(next_at) from deadlines');
      const seconds = Math.round((performance.now() - began) / 1000);
      print(`${rows[0].count} open deadlines, filled in ${seconds} s\n`);
      await ask(database, owner);
      await fire(run, database);
    } finally {
      await owner.end();
      await database.destroy();
    }
  } finally {
    await postgres.stop();
  }
}

function runner(database: Knex): Run {
  return createRunner({
    database,
    clock: () => clock.now,
    house: testHouse(),
    publish: () => undefined,
  });
}

/** The cast, and Agence Lagon under the plan with commitments. */
async function settle(run: Run, database: Knex): Promise<UserActor> {
  const { nadia, tiare } = await populate(run, database);
  const [base] = await listPlans(database);
  if (!base) throw new Error('no base plan');
  const planId = await settleSerenitePlus(run, new Date(0), base.definition.calendars);
  await run(choosePlan, nadia, { customerId: tiare.customerId as number, planId });
  return tiare;
}

/** Ten tickets, then the others a minute apart: half their first answer's time is up in an hour. */
async function openDue(run: Run, customer: UserActor): Promise<void> {
  let opened = 0;
  for (const [batch, upTo] of BATCHES.entries()) {
    clock.now = new Date(RECEIVED.getTime() + batch * MINUTE);
    const count = upTo - opened;
    opened = upTo;
    await atOnce(4, count, async () => {
      await run(openTicket, customer, {
        kind: 'incident',
        subject: 'Site hors ligne',
        body: 'Rien ne va plus.',
        files: [],
      });
    });
  }
}

/** Rows made to fit each other, of which something is to be said in the next month. */
async function fillUp(owner: pg.Client, { id, customerId }: UserActor): Promise<void> {
  const tickets = Math.ceil((OPEN - DUE * EACH) / EACH);
  const first = 10_000_000;
  await owner.query(`set session_replication_role = replica;
    insert into tickets (id, number, kind, status, channel, subject, customer_id, requester_id,
        received_at, last_activity_at, last_public_at, head_seq, head_hash)
    select ${first} + i, '2025-' || lpad(i::text, 6, '0'), 'incident', 'open', 'portal', 'Site hors ligne', ${customerId},
           ${id}, now(), now(), now(), 1, sha256(i::text::bytea)
      from generate_series(1, ${tickets}) i;
    insert into deadlines (ticket_id, name, state, target_minutes, started_at, due_at, elapsed_ms,
        next_at)
    select ${first} + i, name, 'running', 480, at, at + interval '8 hours', 0, at
      from generate_series(1, ${tickets}) i,
           unnest(array['first_response', 'next_update', 'diagnosis', 'restoration']) name,
           lateral (select timestamptz '${RECEIVED.toISOString()}' + interval '3 hours'
                             + random() * interval '30 days' + i * interval '0' as at) next;
    set session_replication_role = origin`);
  await owner.query('vacuum analyze');
}

async function ask(database: Knex, owner: pg.Client): Promise<void> {
  print('what is due              p50    pages  plan');
  for (const [batch, due] of [[-1, 0], ...BATCHES.entries()] as const) {
    clock.now = new Date(RECEIVED.getTime() + HOUR + batch * MINUTE);
    const look = (db: Knex) => listTicketsWithDue(db, clock.now, DUE);
    const found = (await look(database)).length;
    if (found !== due) throw new Error(`${found} tickets are due, not ${due}`);
    const times: number[] = [];
    for (let count = 0; count < 50; count += 1) {
      const began = performance.now();
      await look(database);
      times.push(performance.now() - began);
    }
    const [statement] = await statementsOf(database, { name: 'due', ask: look });
    if (!statement) throw new Error('nothing was asked');
    const plan = await explain(owner, statement, DUE);
    const said = [...plan.indexes, ...plan.faults].join(', ');
    print(
      `${String(due).padStart(9)} ${percentile(times, 0.5).toFixed(2).padStart(15)} ms ${String(plan.buffers).padStart(7)}  ${said}`,
    );
  }
}

async function fire(run: Run, database: Knex): Promise<void> {
  const bare = await atOnce(1, 200, () =>
    database.transaction((tx) => tx('deadlines').where({ id: 1 }).update({ elapsed_ms: 0 })),
  );
  const limit = (bare / 200) * 1000;
  print(`\nlimit, a transaction that changes one deadline: ${limit.toFixed(2)} ms`);
  const began = performance.now();
  const fired = await sweepDeadlines(database, run, () => clock.now);
  const took = performance.now() - began;
  if (fired !== DUE) throw new Error(`${fired} fired, not ${DUE}`);
  const each = took / fired;
  print(
    `${fired} firings: ${Math.round(took)} ms, ${each.toFixed(2)} ms each, ${(each / limit).toFixed(1)} times the limit`,
  );
  const idle = await atOnce(1, 100, async () => {
    await sweepDeadlines(database, run, () => clock.now);
  });
  print(`a sweep that finds nothing: ${((idle / 100) * 1000).toFixed(2)} ms`);
}

await main();

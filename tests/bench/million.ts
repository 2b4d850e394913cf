import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Knex } from 'knex';
import pg from 'pg';
import { startEmbeddedPostgres } from '../../server/embedded/postgres.ts';
import { createLog } from '../../server/log.ts';
import { connect } from '../../server/store/connect.ts';
import { migrate } from '../../server/store/migrate.ts';
import { fill } from '../scale/fill.ts';
import { LIMIT, type LookUp, lookUps, MOST } from '../scale/look-ups.ts';
import { explain } from '../scale/plan.ts';
import { statementsOf } from '../scale/statements.ts';
import { percentile, print } from './figures.ts';

/**
 * `npm run bench:million [MESSAGES [TICKETS]]`: every list and look-up of the product on a million
 * tickets, with 3 messages each unless told otherwise. Each is given beside the time of one look-up
 * by primary key in the same run, with the pages of 8 kB it touched, and what would grow with the
 * tables: one read whole, or more rows sorted or thrown away than the look-up may.
 */
const MESSAGES = Number(process.argv[2] ?? 3);
const TICKETS = Number(process.argv[3] ?? 1_000_000);
const SIZE = { tickets: TICKETS, messagesEach: MESSAGES, customers: Math.round(TICKETS / 5) };
const PAGE = 50;
const RUNS = 9;
const WARM_UP = 500;

async function main(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'guichet-million-'));
  process.once('exit', () => rmSync(dataDir, { recursive: true, force: true }));
  const options = { dataDir, log: createLog('silent') };
  const began = performance.now();
  const loading = await startEmbeddedPostgres({ ...options, fsync: false });
  try {
    await migrate(loading.url);
    await withOwner(loading.url, async (owner) => {
      await owner.query(`alter system set max_wal_size = '4GB'`);
      await owner.query('select pg_reload_conf()');
      await fill(owner, SIZE);
    });
  } finally {
    await loading.stop();
  }
  const postgres = await startEmbeddedPostgres(options);
  try {
    await withOwner(postgres.url, (owner) => sayHowLarge(owner, began));
    const database = connect(postgres.url, { max: 2 });
    await withOwner(postgres.url, (owner) => measureAll(database, owner));
    await database.destroy();
  } finally {
    await postgres.stop();
  }
}

async function measureAll(database: Knex, owner: pg.Client): Promise<void> {
  // the process first, so that the limit is the database's
  for (let run = 0; run < WARM_UP; run += 1) await LIMIT.ask(database);
  const limit = await timeOf(database, LIMIT);
  print(`limit, ${LIMIT.name}: ${limit.toFixed(2)} ms\n`);
  print(`${'look-up'.padEnd(54)}      p50    ratio   pages`);
  let faulty = 0;
  for (const lookUp of lookUps(SIZE, PAGE)) {
    const statements = await statementsOf(database, lookUp);
    const time = await timeOf(database, lookUp);
    const plans = [];
    for (const statement of statements)
      plans.push(await explain(owner, statement, lookUp.most ?? MOST));
    const pages = plans.reduce((sum, { buffers }) => sum + buffers, 0);
    const faults = plans.flatMap((plan) => plan.faults);
    if (faults.length > 0) faulty += 1;
    print(
      `${lookUp.name.padEnd(54)} ${time.toFixed(2).padStart(8)} ${(time / limit).toFixed(1).padStart(8)} ${String(pages).padStart(7)}  ${faults.join(', ')}`,
    );
  }
  print(`\n${faulty} of them would grow with the tables`);
}

/** p50 of a few runs as the application asks, in milliseconds. */
async function timeOf(database: Knex, lookUp: LookUp): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const began = performance.now();
    await lookUp.ask(database);
    times.push(performance.now() - began);
    // what takes seconds is known after a few
    if (performance.now() - began > 1_000 && run >= 1) break;
  }
  return percentile(times, 0.5);
}

async function sayHowLarge(owner: pg.Client, began: number): Promise<void> {
  const { rows } = await owner.query(`
    select relname, reltuples::bigint as rows, pg_size_pretty(pg_total_relation_size(oid)) as size
      from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
     order by pg_total_relation_size(oid) desc limit 8`);
  for (const { relname, rows: count, size } of rows) print(`${relname}: ${count} rows, ${size}`);
  print(`filled in ${Math.round((performance.now() - began) / 1000)} s`);
}

async function withOwner(url: string, work: (owner: pg.Client) => Promise<void>): Promise<void> {
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  try {
    await work(owner);
  } finally {
    await owner.end();
  }
}

await main();

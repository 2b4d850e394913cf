import { CONTRACT_COMPLAINT_BODIES } from '../../seeds/complaint-bodies.ts';
import { DEMO_ACCOUNTS, type DemoAccount, seedDemo } from '../../seeds/demo.ts';
import { done } from '../../seeds/done.ts';
import { CONTRACT_PROVIDER } from '../../seeds/provider.ts';
import { settlePlans } from '../../seeds/settle-plans.ts';
import type { Run } from '../commands/command.ts';
import { createRunner } from '../commands/runner.ts';
import { settleComplaintBodies } from '../commands/settle-complaint-bodies.ts';
import { settleProvider } from '../commands/settle-provider.ts';
import type { Config } from '../config.ts';
import { connect, type Database } from '../store/connect.ts';
import { isEmpty } from '../store/settings.ts';
import { findUserByEmail } from '../store/users.ts';
import { furnishHouse } from './house.ts';

const SEED = { kind: 'system', name: 'seed' } as const;
/** An arbitrary number that nothing else locks. */
const FURNISHING = 4_101_204;

/**
 * Furnishes an empty database: with the demonstration where it is wanted, else with the provider's
 * default facts, which an administrator then makes its own.
 *
 * @returns the demonstration's accounts, where this database has them
 */
export async function firstStart(
  config: Config & { databaseUrl: string },
  clock: () => Date,
): Promise<readonly DemoAccount[]> {
  const database = connect(config.databaseUrl, { max: 2 });
  try {
    // what the demonstration tells of the past left long ago
    const house = { ...furnishHouse(config), takeBackSeconds: 0 };
    // what seeds post is found by the sweep: nobody subscribes yet
    await alone(database, async (whole) => {
      const runAt = (at: Date) =>
        createRunner({ database: whole, clock: () => at, house, publish: () => {} });
      if (!(await isEmpty(whole))) return;
      if (config.demo) await seedDemo(runAt, whole, clock());
      else await furnish(runAt(clock()));
    });
    const [first] = DEMO_ACCOUNTS;
    const demo = first && config.demo && (await findUserByEmail(database, first.email));
    return demo ? DEMO_ACCOUNTS : [];
  } finally {
    await database.destroy();
  }
}

/** What a helpdesk needs before anybody has settled anything. */
async function furnish(run: Run): Promise<void> {
  done(await run(settleProvider, SEED, CONTRACT_PROVIDER));
  done(await run(settleComplaintBodies, SEED, CONTRACT_COMPLAINT_BODIES));
  await settlePlans(run, new Date(0));
}

/** Of several processes that start together on an empty database, one furnishes it. */
async function alone(database: Database, work: (whole: Database) => Promise<void>): Promise<void> {
  await database.transaction(async (lock) => {
    await lock.raw('select pg_advisory_xact_lock(?)', [FURNISHING]);
    await work(lock);
  });
}

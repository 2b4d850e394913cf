import { shiftedClock } from './clock.ts';
import { configOrExit } from './config/or-exit.ts';
import { StartProblem } from './embedded/start-problem.ts';
import { createLog } from './log.ts';
import { firstStart } from './process/first-start.ts';
import { type RunningProcess, runProcess } from './process.ts';
import { checkServices } from './start/check-services.ts';
import { explainFailure } from './start/explain-failure.ts';
import { rolesFrom } from './start/roles.ts';
import { stopInTime } from './start/stop-in-time.ts';
import { untilAskedToStop } from './start/until-asked-to-stop.ts';
import { migrate } from './store/migrate.ts';

/**
 * `node dist/server/main.js --roles=http,worker,mail`: one process among several, on as many
 * machines as it takes, around one database.
 */
const config = configOrExit();
const log = createLog(config.logLevel);
const clock = shiftedClock(config.clockOffset);
const stopAsked = untilAskedToStop();

/** @returns the exit code */
async function main(): Promise<number> {
  let running: RunningProcess | undefined;
  try {
    const roles = rolesFrom(process.argv.slice(2));
    const { databaseUrl } = config;
    if (databaseUrl === null) {
      throw new StartProblem('DATABASE_URL is missing: processes apart need a database in common.');
    }
    await checkServices(config);
    await migrate(config.migrationDatabaseUrl ?? databaseUrl);
    await firstStart({ ...config, databaseUrl }, clock);
    running = await runProcess({ ...config, databaseUrl }, { roles, clock, log });
    process.stdout.write(`Guichet is ready: ${roles.join(', ')}\n`);
    await stopAsked;
    return 0;
  } catch (error) {
    process.stderr.write(`${explainFailure(error, config) ?? (error as Error).stack}\n`);
    return 1;
  } finally {
    await stopInTime(async () => running?.stop());
  }
}

const code = await main();
process.exit(code);

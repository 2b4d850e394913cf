import { DEMO_PASSWORD } from '../seeds/cast.ts';
import { shiftedClock } from './clock.ts';
import { configOrExit } from './config/or-exit.ts';
import { createLog } from './log.ts';
import { firstStart } from './process/first-start.ts';
import { ROLES, type RunningProcess, runProcess } from './process.ts';
import { announcement } from './start/announce.ts';
import { type BroughtDatabase, bringDatabase } from './start/bring-database.ts';
import { checkServices } from './start/check-services.ts';
import { explainFailure } from './start/explain-failure.ts';
import { stopInTime } from './start/stop-in-time.ts';
import { untilAskedToStop } from './start/until-asked-to-stop.ts';
import { untilNpmIsGone } from './start/without-npm.ts';
import { migrate } from './store/migrate.ts';

/**
 * `npm start`: brings up what the environment does not give, then every role in one process, until
 * it is asked to stop.
 */
const asked = configOrExit();
const log = createLog(asked.logLevel);
const clock = shiftedClock(asked.clockOffset);
const stopAsked = Promise.race([untilAskedToStop(), untilNpmIsGone()]);

/** @returns the exit code */
async function start(): Promise<number> {
  let database: BroughtDatabase | undefined;
  let running: RunningProcess | undefined;
  try {
    await checkServices(asked);
    database = await bringDatabase(asked, log);
    const { config, ended } = database;
    await migrate(config.migrationDatabaseUrl);
    const accounts = await firstStart(config, clock);
    running = await runProcess(config, { roles: ROLES, clock, log });
    const { mail } = running;
    const text = announcement({ asked, config, mail, accounts, password: DEMO_PASSWORD });
    process.stdout.write(text);
    const failure = await Promise.race([stopAsked, ended]);
    if (failure) process.stderr.write(`The embedded PostgreSQL stopped: ${failure}.\n`);
    return failure ? 1 : 0;
  } catch (error) {
    const line = explainFailure(error, asked) ?? (error as Error).stack;
    process.stderr.write(`${line}\n`);
    return 1;
  } finally {
    await stopInTime(async () => {
      await running?.stop();
      await database?.stop();
    });
  }
}

const code = await start();
process.exit(code);

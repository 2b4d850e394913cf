import { shiftedClock } from '../clock.ts';
import type { Run } from '../commands/command.ts';
import { createRunner } from '../commands/runner.ts';
import type { Config } from '../config.ts';
import { createLog } from '../log.ts';
import { furnishHouse } from '../process/house.ts';
import type { Database } from '../store/connect.ts';
import { withDatabase } from './database.ts';

/**
 * Lends a command of the command line the product's commands. Nobody subscribes to what they
 * commit: the sweeps of a running product find it.
 */
export function withRunner<T>(
  config: Config,
  work: (run: Run, database: Database) => Promise<T>,
): Promise<T> {
  return withDatabase(config, createLog('silent'), (database) => {
    const clock = shiftedClock(config.clockOffset);
    const house = furnishHouse(config);
    return work(createRunner({ database, clock, house, publish: () => {} }), database);
  });
}

import type { Clock } from '../clock.ts';
import type { House, Run } from '../commands/command.ts';
import type { Config } from '../config.ts';
import type { JobQueues } from '../jobs/queues.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/connect.ts';
import type { Views } from '../views/views.ts';

/** What every role of a process is made from. */
export type Parts = {
  config: Config & { databaseUrl: string };
  database: Database;
  run: Run;
  house: House;
  clock: Clock;
  log: Log;
  queues: JobQueues;
  views: Views;
};

import { createProver } from '../mail-gateway/authenticate/prover.ts';
import { createIntake } from '../mail-gateway/intake.ts';
import type { Clock } from './clock.ts';
import { createRunner } from './commands/runner.ts';
import type { Config } from './config.ts';
import { jobsAfterCommit } from './jobs/after-commit.ts';
import { openQueues } from './jobs/queues.ts';
import type { Log } from './log.ts';
import { furnishHouse } from './process/house.ts';
import { openHttpRole } from './process/http-role.ts';
import { openMailRole } from './process/mail-role.ts';
import { createNews } from './process/news.ts';
import { createPageViews } from './process/page-views.ts';
import { createStopList } from './process/stop-list.ts';
import { openWorkerRole } from './process/worker-role.ts';
import { openBus } from './realtime/bus.ts';
import { createPublisher } from './realtime/publisher.ts';
import { openRelay } from './realtime/relay.ts';
import { connect } from './store/connect.ts';

export const ROLES = ['http', 'worker', 'mail'] as const;
export type ProcessRole = (typeof ROLES)[number];

export type RunningProcess = {
  /** Where mail is accepted, as `host:port`; null where it is not. */
  mail: string | null;
  /** Ends everything in the reverse of the order in which it began. */
  stop(): Promise<void>;
};

/** Connections of the pool that commands and pages share; queues and sockets have a few more. */
const POOL = 10;

/**
 * One process with any of the roles. Here, and only here, the parts are put together: what a
 * command committed is told to the jobs and to whoever is looking.
 */
export async function runProcess(
  config: Config & { databaseUrl: string },
  { roles, clock, log }: { roles: readonly ProcessRole[]; clock: Clock; log: Log },
): Promise<RunningProcess> {
  const stopList = createStopList(log);
  try {
    const database = connect(config.databaseUrl, { max: POOL });
    stopList.add('database', () => database.destroy());
    const news = createNews(log);
    const house = furnishHouse(config);
    const run = createRunner({ database, clock, house, publish: news.publish });
    const { databaseUrl, redisUrl, mailSizeLimit, mailDomain } = config;

    const queues = openQueues({ databaseUrl, redisUrl, log });
    stopList.add('queues', () => queues.close());
    news.subscribe(jobsAfterCommit(queues, log));

    const { views, assets } = await createPageViews(config, database);
    const bus = openBus({ databaseUrl, redisUrl, log });
    const parts = { config, database, run, house, clock, log, queues, views };
    const http = roles.includes('http') ? await openHttpRole({ ...parts, assets, bus }) : null;
    const live = http ?? openRelay(bus);
    stopList.add('http', () => live.close());
    const publisher = createPublisher({ io: live.io, database, views, clock, log });
    news.subscribe(publisher.publish);
    stopList.add('live pages', () => publisher.settled());

    const { mailAuth: mode, mailAuthservId: relay, mailArcSealers: sealers } = config;
    const prove = createProver({ mode, relay, sealers }, { log });
    const intake = createIntake({ run, database, log, mailSizeLimit, mailDomain, clock, prove });
    stopList.add('intake', () => intake.stop());
    if (roles.includes('worker')) {
      const worker = await openWorkerRole({ ...parts, intake });
      stopList.add('worker', () => worker.close());
    }
    const mail = roles.includes('mail') ? await openMailRole({ ...parts, intake }) : null;
    if (mail) stopList.add('mail', () => mail.close());
    return { mail: mail?.address ?? null, stop: stopList.stop };
  } catch (error) {
    await stopList.stop();
    throw error;
  }
}

import type { Intake } from '../../mail-gateway/intake.ts';
import { createTransmitter } from '../../mail-gateway/smtp-out.ts';
import { createHandlers } from '../jobs/handlers.ts';
import { openWorkers } from '../jobs/workers.ts';
import type { Parts } from './parts.ts';

/** Does the jobs: sends what is to be sent, and sweeps up what a lost process left. */
export async function openWorkerRole({
  config,
  database,
  run,
  clock,
  log,
  queues,
  intake,
  house,
  views,
}: Parts & { intake: Intake }): Promise<{ close(): Promise<void> }> {
  const { databaseUrl, redisUrl } = config;
  const transmitter = createTransmitter({ run, database, config, clock, log });
  const handlers = createHandlers({
    run,
    database,
    queues,
    clock,
    transmit: transmitter.transmit,
    sweepIntake: intake.sweep,
    mailboxes: config.mailboxes.map(({ name }) => name),
    renderDocument: house.renderDocument,
    translate: views.translate,
  });
  const workers = await openWorkers({ databaseUrl, redisUrl, handlers, log });
  return {
    async close() {
      await workers.close();
      transmitter.close();
    },
  };
}

import type { Database } from '../../store/connect.ts';
import { listDueOutboundEmails } from '../../store/outbound-emails.ts';
import type { JobQueues } from '../queues.ts';
import { askToTransmit } from './ask-to-transmit.ts';

/** The next sweep takes the rest. */
const AT_ONCE = 500;

/** Finds the mails whose time has come: retries, and those whose job was lost. */
export async function sweepOutboundEmails(
  database: Database,
  queues: Pick<JobQueues, 'add'>,
  now: Date,
): Promise<void> {
  for (const id of await listDueOutboundEmails(database, now, AT_ONCE)) {
    await askToTransmit(queues, id);
  }
}

import type { Committed } from '../commands/command.ts';
import type { Log } from '../log.ts';
import { askToTransmit } from './handlers/ask-to-transmit.ts';
import type { JobQueues } from './queues.ts';

/**
 * Hears of what was committed and asks for what follows. Where the queue can't be reached, the
 * sweep finds the mail within seconds.
 */
export function jobsAfterCommit(
  queues: Pick<JobQueues, 'add'>,
  log: Log,
): (committed: Committed) => void {
  return ({ outboundEmailIds }) => {
    for (const id of outboundEmailIds) {
      askToTransmit(queues, id).catch((error) =>
        log.warn({ err: error, outboundEmail: id }, 'job not queued: the sweep finds the mail'),
      );
    }
  };
}

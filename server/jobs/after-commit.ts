import type { Committed } from '../commands/command.ts';
import type { Log } from '../log.ts';
import { askToTransmit } from './handlers/ask-to-transmit.ts';
import { askToMake } from './handlers/sweep-case-files.ts';
import type { JobQueues } from './queues.ts';

/** Milliseconds in which what is committed is asked for together. Nobody notices; a flood does. */
const GATHERED = 20;

/**
 * Hears of what was committed and asks for what follows: one mail by its own job, several by one
 * look at all that are due, so that under a flood commands don't wait for the queue. Where the
 * queue can't be reached, or the process ends before it asked, the sweep finds them in seconds.
 */
export function jobsAfterCommit(
  queues: Pick<JobQueues, 'add'>,
  log: Log,
): (committed: Committed) => void {
  let waiting: number[] = [];

  async function ask(): Promise<void> {
    const [first, ...others] = waiting;
    waiting = [];
    if (first === undefined) return;
    if (others.length === 0) await askToTransmit(queues, first);
    else await queues.add('sweep-outbound-emails', {}, { id: 'outbound-now' });
  }

  return ({ events, outboundEmailIds, caseFileIds }) => {
    for (const { type, data, at } of events) {
      if (type !== 'reply_held') continue;
      const delay = Date.parse(data.until) - at.getTime();
      const job = { id: `reply-${data.message}`, delay };
      queues
        .add('let-go-reply', { messageId: data.message }, job)
        .catch((error) => log.warn({ err: error }, 'no job: the sweep finds it'));
    }
    for (const id of caseFileIds) {
      askToMake(queues, id).catch((error) =>
        log.warn({ err: error }, 'no job: the sweep finds it'),
      );
    }
    if (outboundEmailIds.length === 0) return;
    if (waiting.length === 0) {
      setTimeout(() => {
        ask().catch((error) => log.warn({ err: error }, 'no job: the sweep finds the mail'));
      }, GATHERED).unref();
    }
    waiting.push(...outboundEmailIds);
  };
}

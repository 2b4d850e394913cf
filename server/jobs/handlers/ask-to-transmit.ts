import type { JobQueues } from '../queues.ts';

/** Has one attempt made at a mail. Asked twice while it waits, it is made once. */
export async function askToTransmit(
  queues: Pick<JobQueues, 'add'>,
  outboundEmailId: number,
): Promise<void> {
  const id = `outbound-${outboundEmailId}`;
  await queues.add('transmit-outbound-email', { outboundEmailId }, { id });
}

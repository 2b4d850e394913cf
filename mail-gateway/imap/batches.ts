/** A message that waits in a mailbox. Its size is the server's word, which may be an estimate. */
export type Waiting = { uid: number; size: number; internalDate: Date | string | undefined };

/** What one FETCH may ask for. */
const MOST_MESSAGES = 50;
const MOST_BYTES = 8 * 1024 * 1024;

/**
 * Groups messages to be fetched together, in order. Those that made a fetch fail before come last
 * and one by one, so that they hold no other.
 */
export function batches(
  waiting: readonly Waiting[],
  failedBefore: (uid: number) => boolean,
): readonly (readonly Waiting[])[] {
  const groups: Waiting[][] = [];
  let bytes = 0;
  for (const message of waiting.filter(({ uid }) => !failedBefore(uid))) {
    const group = groups.at(-1);
    if (group && group.length < MOST_MESSAGES && bytes + message.size <= MOST_BYTES) {
      group.push(message);
      bytes += message.size;
    } else {
      groups.push([message]);
      bytes = message.size;
    }
  }
  return [...groups, ...waiting.filter(({ uid }) => failedBefore(uid)).map((one) => [one])];
}

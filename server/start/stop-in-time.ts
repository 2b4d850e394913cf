/** Milliseconds given to end what is under way: a page being sent, a mail being accepted. */
const PATIENCE = 15_000;

/**
 * Stops, or leaves without having stopped everything: what is not ended is found again by the next
 * start, and a process that will not go is killed less kindly by whoever asked it to.
 */
export async function stopInTime(stop: () => Promise<void>): Promise<void> {
  const timer = setTimeout(() => {
    process.stderr.write(`It did not stop in ${PATIENCE / 1000} seconds, and leaves as it is.\n`);
    process.exit(1);
  }, PATIENCE);
  await stop();
  clearTimeout(timer);
}

/** Milliseconds that what a test left open is given to end by itself. */
const PATIENCE = 5000;

/** Once a run, after every test. */
export default async function tearDown() {
  await globalThis.stopTestCluster?.();
  // Not a reason to stay: it only goes off if something else keeps the process alive, which would
  // otherwise be for ever.
  setTimeout(() => {
    const open = process.getActiveResourcesInfo().join(', ');
    process.stderr.write(`The run ends with something still open: ${open}\n`);
    process.exit();
  }, PATIENCE).unref();
}

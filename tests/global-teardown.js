/** Once a run, after every test. */
export default async function tearDown() {
  await globalThis.stopTestCluster?.();
}

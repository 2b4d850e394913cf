import { register } from 'tsx/esm/api';

/** Once a run, before any test: the PostgreSQL that they share. */
export default async function setUp() {
  // Jest loads this file by itself, without its transforms.
  const unregister = register();
  const { CLUSTER, startCluster } = await import('./support/cluster.ts');
  const cluster = await startCluster();
  await unregister();
  process.env[CLUSTER] = cluster.url;
  globalThis.stopTestCluster = cluster.stop;
}

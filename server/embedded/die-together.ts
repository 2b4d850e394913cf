import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';

/** What ends a server when this process dies, even of kill -9. */
export type Bond = {
  /** What to write before the server's command. */
  prefix: readonly string[];
  /** Starts watching over the server, where the kernel does not do it. */
  watch(server: ChildProcess): void;
  letGo(): void;
};

const BY_KERNEL = ['setpriv', '--pdeathsig', 'INT', '--'];

/**
 * Asks the kernel to interrupt the server when its parent dies. Where it cannot (no `setpriv`, or
 * not Linux), a shell waits for the end of a pipe that only this process holds, then interrupts the
 * server if it is still the one that `cluster` names.
 */
export function dieTogether(cluster: string, byKernel = kernelCan()): Bond {
  if (byKernel) return { prefix: BY_KERNEL, watch: () => {}, letGo: () => {} };
  let watcher: ChildProcess | undefined;
  return {
    prefix: [],
    watch(server) {
      const script = 'cat; test "$(head -n 1 "$1")" = "$0" && kill -INT "$0"';
      const pidFile = join(cluster, 'postmaster.pid');
      watcher = spawn('sh', ['-c', script, String(server.pid), pidFile], {
        detached: true,
        cwd: '/',
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      watcher.on('error', () => {});
      watcher.unref();
    },
    letGo: () => {
      watcher?.kill('SIGKILL');
    },
  };
}

function kernelCan(): boolean {
  return spawnSync('setpriv', ['--pdeathsig', 'INT', '--', 'true']).status === 0;
}

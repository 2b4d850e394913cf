import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REDIS } from './parts.ts';
import { cutDown, until } from './processes.ts';

export type TestRedis = { /** As REDIS_URL would hold it. */ url: string; stop(): Promise<void> };

/** A Redis of the test's own, on a unix socket, keeping nothing. */
export async function startRedis(): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'guichet-redis-'));
  const socket = join(folder, 'redis.sock');
  const settings = ['--port', '0', '--unixsocket', socket, '--dir', folder, '--save', ''];
  const server = spawn(REDIS.program, [...settings, '--maxmemory-policy', 'noeviction'], {
    stdio: 'ignore',
  });
  const kill = () => server.kill('SIGKILL');
  process.once('exit', kill);
  const ended = once(server, 'exit');
  const stop = async () => {
    process.off('exit', kill);
    server.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await until(() => existsSync(socket));
  } catch (error) {
    await cutDown(server);
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return { url: `unix://${socket}`, stop };
}

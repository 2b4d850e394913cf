import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type KeptSecret = { ok: true; secret: string } | { ok: false; problem: string };

/**
 * The secret of a machine that was given none: drawn the first time, then read from `secret` in the
 * data folder, which only its owner may read. Two processes that start together get the same one.
 */
export function keptSecret(dataDir: string): KeptSecret {
  const path = join(dataDir, 'secret');
  try {
    return { ok: true, secret: readKept(path) ?? drawSecret(dataDir, path) };
  } catch (error) {
    const { message } = error as Error;
    return { ok: false, problem: `must be a folder that can be written in (${message}).` };
  }
}

function drawSecret(dataDir: string, path: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secret = randomBytes(32).toString('base64url');
  // Written aside, then linked: a link appears whole and only once, whoever else is starting.
  const aside = `${path}.${process.pid}`;
  writeFileSync(aside, `${secret}\n`, { mode: 0o600 });
  try {
    linkSync(aside, path);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return readKept(path) ?? secret;
  } finally {
    rmSync(aside, { force: true });
  }
}

function readKept(path: string): string | undefined {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret.length < 32) throw new Error(`${path} is too short to be a secret`);
    return secret;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

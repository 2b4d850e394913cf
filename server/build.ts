import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * `npm run build`: what runs with plain Node, in `dist/`. Types are checked and removed, and what is
 * read at run time goes along. The browser's part is bundled when a process starts, from `web/`.
 */
const project = fileURLToPath(new URL('../', import.meta.url));
const dist = `${project}dist/`;
const COPIED = ['web', 'package.json', 'package-lock.json'];

rmSync(dist, { recursive: true, force: true });
const compiler = `${project}node_modules/typescript/bin/tsc`;
const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.build.json'], {
  cwd: project,
  stdio: 'inherit',
});
if (status !== 0) process.exit(status ?? 1);
for (const name of COPIED) {
  if (existsSync(project + name)) cpSync(project + name, dist + name, { recursive: true });
}

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { isInstalled, PARTS, type Part } from './support/parts.ts';

/**
 * Runs before the tests: installs the programs that some of them need where that can be done (root
 * and apt), or says which tests are left out. `.ci/run` refuses a run that left any out.
 */
const POLICY = '/usr/sbin/policy-rc.d';
const OUTPUT = fileURLToPath(new URL('./output/', import.meta.url));

const missing = PARTS.filter((part) => !isInstalled(part));
if (missing.length > 0) install(missing);

const leftOut = PARTS.filter((part) => !isInstalled(part)).map(
  ({ name, program, packages }) =>
    `The tests that need ${name} are left out: ${program} is missing. Install it: apt-get install ${packages.join(' ')}`,
);
for (const line of leftOut) process.stderr.write(`${line}\n`);
mkdirSync(OUTPUT, { recursive: true });
writeFileSync(`${OUTPUT}left-out.json`, `${JSON.stringify(leftOut, null, 2)}\n`);

function install(parts: readonly Part[]): void {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const packages = parts.flatMap((part) => part.packages);
  process.stderr.write(`Installing what the tests need: ${packages.join(' ')}\n`);
  const policyIsOurs = !existsSync(POLICY);
  // 101 means "not allowed": the tests run these programs themselves, no daemon is to be started.
  if (policyIsOurs) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    if (apt(['install', ...packages]) !== 0 && apt(['update']) === 0) apt(['install', ...packages]);
  } finally {
    if (policyIsOurs) rmSync(POLICY);
  }
}

function apt(parameters: readonly string[]): number | null {
  const options = ['--quiet', '--yes', '--no-install-recommends'];
  return spawnSync('apt-get', [...options, ...parameters], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    stdio: ['ignore', 'ignore', 'inherit'],
  }).status;
}

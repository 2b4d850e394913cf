import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { readCases } from '../corpus/cases.ts';
import { CLUSTER, startCluster } from '../support/cluster.ts';
import { createWorld } from '../support/world.ts';
import { type Fuzzed, fuzz } from './fuzz.ts';
import { SEEDS } from './seeds.ts';

/**
 * `npm run test:fuzz [-- --messages=20000 --seed=1]`: messages of the corpora (GUICHET_CORPORA),
 * mutated, through the whole of intake. Exits with 1 where anything crashed, hung, grew or was lost.
 */
const number = (name: string, usual: number) =>
  Number(process.argv.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? usual);
const count = number('messages', 20_000);
const seed = number('seed', 1);
/** Milliseconds for one message, and MB by which the process may grow once it is warm. */
const LONGEST = 5_000;
const MOST_GROWTH = 400;

const folder = resolve(process.env.GUICHET_CORPORA ?? '../shared/corpora');
const cases = (readCases(folder) ?? []).filter(({ kind }) => kind === 'eml');
const seeds = [...SEEDS, ...cases.map(({ path }) => readFileSync(path, 'latin1'))];
print(`${count} messages out of ${seeds.length} (${cases.length} of the corpora), seed ${seed}`);

const cluster = await startCluster();
process.env[CLUSTER] = cluster.url;
try {
  const world = await createWorld();
  const began = performance.now();
  const fuzzed = await fuzz(world, { seeds, count, seed, told: () => process.stderr.write('.') });
  await world.drop();
  tell(fuzzed, (performance.now() - began) / 1_000);
} finally {
  await cluster.stop();
}

function tell({ messages, outcomes, crashes, slowest, memory, unaccounted }: Fuzzed, s: number) {
  print(`\n${messages} decided in ${s.toFixed(0)} s, ${(messages / s).toFixed(0)}/s`);
  for (const [outcome, times] of Object.entries(outcomes).sort(([, a], [, b]) => b - a)) {
    print(`  ${String(times).padStart(6)}  ${outcome}`);
  }
  const growth = memory.most - memory.warm;
  print(`slowest: ${slowest.ms.toFixed(0)} ms (seed ${slowest.seed})`);
  print(`memory: ${memory.warm} MB once warm, ${memory.most} MB at most`);
  const misses = [
    crashes.length > 0 && `not to be: ${crashes.join(', ')}`,
    slowest.ms > LONGEST && `one took over ${LONGEST} ms`,
    growth > MOST_GROWTH && `memory grew by ${growth} MB`,
    unaccounted > 0 && `${unaccounted} unaccounted for`,
  ].filter((miss) => miss !== false);
  for (const miss of misses) print(`MISS ${miss}`);
  process.exitCode = misses.length > 0 ? 1 : 0;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

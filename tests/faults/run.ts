import { parseArgs } from 'node:util';
import type { Findings } from './findings.ts';
import { runBadServers } from './run-bad-servers.ts';
import { runApart, runFullDisk } from './run-full-disk.ts';
import { runKilled } from './run-killed.ts';

/** `npm run test:faults [-- --messages=2000 --seed=N --kills=44 --only=killed|servers|disk]` */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '44' },
    seed: { type: 'string', default: '20261123' },
    only: { type: 'string' },
    // in a process that has mounts to itself
    apart: { type: 'boolean', default: false },
  },
});
const messages = Number(values.messages);
const seed = Number(values.seed);
const print = (line: string) => process.stdout.write(`${line}\n`);
const MINUTE = 60_000;
const FEWER = Math.ceil(messages / 5);

const RUNS: Record<string, () => Promise<Findings>> = {
  killed: () => runKilled({ messages, kills: Number(values.kills), seed, within: 20 * MINUTE }),
  servers: () => runBadServers({ messages: FEWER, kills: 6, hangs: 3, seed, within: 15 * MINUTE }),
  disk: () => runFullDisk({ messages: FEWER, seed, within: 10 * MINUTE }),
};

/** @returns how much was missed */
async function tell(name: string): Promise<number> {
  if (name === 'disk' && !values.apart) {
    const code = await runApart([...process.argv.slice(2), '--only=disk', '--apart']);
    if (code === null) print('== disk: left out, for this machine lets nobody mount one');
    return code ?? 0;
  }
  print(`== ${name} (seed ${seed})`);
  const failed = (error: Error) => ({ figures: [], misses: [String(error.stack)] });
  const { figures, misses } = await (RUNS[name] as () => Promise<Findings>)().catch(failed);
  for (const line of figures) print(`  ${line}`);
  for (const line of misses.slice(0, 50)) print(`  MISSED ${line}`);
  print(`  ${misses.length === 0 ? 'nothing missed' : `${misses.length} missed`}`);
  return misses.length;
}

let missed = 0;
for (const name of Object.keys(RUNS)) {
  if (values.only === undefined || values.only === name) missed += await tell(name);
}
process.exit(missed === 0 ? 0 : 1);

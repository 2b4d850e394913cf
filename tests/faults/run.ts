import { parseArgs } from 'node:util';
import { runKilled } from './run-killed.ts';

/** `npm run test:faults [-- --messages=2000 --seed=N --kills=40 --only=NAME]` */
const { values } = parseArgs({
  options: {
    messages: { type: 'string', default: '2000' },
    kills: { type: 'string', default: '44' },
    seed: { type: 'string', default: '20261123' },
    only: { type: 'string' },
  },
});
const messages = Number(values.messages);
const seed = Number(values.seed);
const print = (line: string) => process.stdout.write(`${line}\n`);
const MINUTE = 60_000;

const RUNS = {
  killed: () => runKilled({ messages, kills: Number(values.kills), seed, within: 20 * MINUTE }),
};

let missed = 0;
for (const [name, run] of Object.entries(RUNS)) {
  if (values.only !== undefined && values.only !== name) continue;
  print(`== ${name} (seed ${seed})`);
  const found = await run().catch((error) => ({ figures: [], misses: [String(error?.stack)] }));
  for (const line of found.figures) print(`  ${line}`);
  for (const line of found.misses.slice(0, 50)) print(`  MISSED ${line}`);
  print(`  ${found.misses.length === 0 ? 'nothing missed' : `${found.misses.length} missed`}`);
  missed += found.misses.length;
}
process.exit(missed === 0 ? 0 : 1);

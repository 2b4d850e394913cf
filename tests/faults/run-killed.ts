import { setTimeout as sleep } from 'node:timers/promises';
import type { Gate } from './correspond.ts';
import type { Findings } from './findings.ts';
import { groupBy } from './groups.ts';
import { holdOut, type Run } from './hold-out.ts';
import type { Random } from './random.ts';
import type { Stage } from './stage.ts';

/** Longer than a gateway holds a mailbox that it no longer renews (a minute). */
const LEASE_OVER = 1.1;
/** As long as a killed worker holds a mail. */
const CLAIM_OVER = 6;

/**
 * Mail comes in while the gateway, the worker and PostgreSQL are killed, at moments that the seed
 * draws: each time something that is up dies at once, and comes back a moment later.
 */
export function runKilled(run: Run & { kills: number }): Promise<Findings> {
  const { messages, kills } = run;
  return holdOut(run, {}, async ({ stage, gate, random, end }) => {
    const deaths = await storm(stage, { messages, kills, gate, random, end });
    const told = [...groupBy(deaths, (name) => name)].map(([name, all]) => `${name} ${all.length}`);
    return {
      figures: [`SIGKILL: ${deaths.length} times (${told.sort().join(', ')})`],
      misses: deaths.length < kills ? [`${deaths.length} kills of ${kills}`] : [],
    };
  });
}

/** Who dies how often: the gateway most, since it has the most to lose. */
const TARGETS = [
  'gateway',
  'gateway',
  'gateway',
  'worker',
  'worker',
  'PostgreSQL',
  'a connection of PostgreSQL',
] as const;
type Target = (typeof TARGETS)[number];

/** @returns what was killed, in order */
async function storm(
  stage: Stage,
  {
    messages,
    kills,
    gate,
    random,
    end,
  }: { messages: number; kills: number; gate: Gate; random: Random; end: AbortSignal },
): Promise<Target[]> {
  const deaths: Target[] = [];
  const reviving: Promise<void>[] = [];
  const each = Math.floor(messages / kills);
  while (deaths.length < kills) {
    // each dies once, whatever is drawn then
    const target = [...new Set(TARGETS)][deaths.length] ?? random.pick(TARGETS);
    while (!isUp(stage, target)) {
      end.throwIfAborted();
      await sleep(20);
    }
    gate.release(each);
    await sleep(random.between(50, 1_500));
    // it may have fallen with another meanwhile
    if (!(await killOne(stage, target, random))) continue;
    deaths.push(target);
    const away = random.between(0, 1_000);
    const later = random.happens(0.3);
    reviving.push(sleep(away).then(() => comeBack(stage, target, later)));
  }
  await Promise.all(reviving);
  return deaths;
}

function isUp({ gateway, worker, postgres }: Stage, target: Target): boolean {
  if (target === 'gateway') return gateway.isUp();
  return target === 'worker' ? worker.isUp() : postgres.isUp();
}

/** @returns whether there was anything to kill */
async function killOne(stage: Stage, target: Target, random: Random): Promise<boolean> {
  const { gateway, worker, postgres } = stage;
  if (!isUp(stage, target)) return false;
  if (target === 'a connection of PostgreSQL') return postgres.killConnection(random);
  await { gateway, worker, PostgreSQL: postgres }[target].kill();
  return true;
}

/** @param later whether the worker comes back once the mails that it held are free again */
async function comeBack(stage: Stage, target: Target, later: boolean): Promise<void> {
  if (target === 'PostgreSQL') return stage.postgres.revive();
  if (target === 'a connection of PostgreSQL') return;
  if (target === 'gateway') stage.passMinutes(LEASE_OVER);
  else if (later) stage.passMinutes(CLAIM_OVER);
  await stage[target].revive();
}

import { setTimeout as sleep } from 'node:timers/promises';
import { planConversations } from './conversations.ts';
import { correspond, createGate } from './correspond.ts';
import { examine, type Findings } from './examine.ts';
import { groupBy } from './groups.ts';
import { type Random, seededRandom } from './random.ts';
import { untilDecided, untilSent } from './settle.ts';
import { type Stage, setStage } from './stage.ts';
import { watchDesk } from './watch-desk.ts';

/** Longer than a gateway holds a mailbox that it no longer renews (a minute). */
const LEASE_OVER = 1.1;
/** As long as a killed worker holds a mail. */
const CLAIM_OVER = 6;

/**
 * Mail comes in while the gateway, the worker and PostgreSQL are killed, at moments that the seed
 * draws: each time something that is up dies at once, and comes back a moment later.
 */
export async function runKilled({
  messages,
  kills,
  seed,
  within,
}: {
  messages: number;
  kills: number;
  seed: number;
  /** Milliseconds after which the run is a failure. */
  within: number;
}): Promise<Findings> {
  const random = seededRandom(seed);
  const conversations = planConversations(messages, random);
  const end = AbortSignal.timeout(within);
  const stage = await setStage();
  const desk = watchDesk(stage.postgres.url);
  try {
    const began = performance.now();
    const gate = createGate();
    const talking = correspond(conversations, { doors: stage.doors, desk, gate, end });
    const killed = storm(stage, { messages, kills, gate, random, end });
    const [handed, deaths] = await Promise.all([talking, killed]);
    await untilDecided(stage, desk, end);
    await untilSent(stage, desk, end);
    const seconds = (performance.now() - began) / 1000;
    const found = await examine({ stage, desk, conversations, handed });
    const told = [...groupBy(deaths, (name) => name)].map(([name, all]) => `${name} ${all.length}`);
    if (deaths.length < kills) found.misses.push(`${deaths.length} kills of ${kills}`);
    return {
      figures: [
        `${conversations.length} conversations in ${seconds.toFixed(0)} s; the clock was turned on by ${(stage.minutesPassed() / 60).toFixed(1)} h`,
        `SIGKILL: ${deaths.length} times (${told.sort().join(', ')})`,
        ...found.figures,
      ],
      misses: found.misses,
    };
  } finally {
    await desk.close().catch(() => {});
    await stage.stop();
  }
}

/** @returns what was killed, in order */
async function storm(
  stage: Stage,
  {
    messages,
    kills,
    gate,
    random,
    end,
  }: {
    messages: number;
    kills: number;
    gate: ReturnType<typeof createGate>;
    random: Random;
    end: AbortSignal;
  },
): Promise<string[]> {
  const deaths: string[] = [];
  const reviving = new Set<Promise<void>>();
  const comeBack = (back: () => Promise<void>) => {
    const done: Promise<void> = sleep(random.between(0, 1_000))
      .then(back)
      .finally(() => reviving.delete(done));
    reviving.add(done);
  };
  for (let kill = 0; kill < kills; kill += 1) {
    const released = Math.floor((messages * kill) / (kills + 1));
    gate.release(Math.floor((messages * (kill + 1)) / (kills + 1)) - released);
    await sleep(random.between(100, 1_500));
    deaths.push(await killOne(stage, { random, end, comeBack }));
  }
  gate.release(messages);
  await Promise.all(reviving);
  return deaths;
}

async function killOne(
  { gateway, worker, postgres, passMinutes }: Stage,
  {
    random,
    end,
    comeBack,
  }: { random: Random; end: AbortSignal; comeBack: (back: () => Promise<void>) => void },
): Promise<string> {
  for (;;) {
    end.throwIfAborted();
    const target = random.pick(['gateway', 'gateway', 'worker', 'postgres', 'connection'] as const);
    if (target === 'postgres' && postgres.isUp()) {
      await postgres.kill();
      comeBack(postgres.revive);
      return target;
    }
    if (target === 'connection' && postgres.isUp() && postgres.killConnection(random))
      return target;
    const victim = { gateway, worker, postgres: null, connection: null }[target];
    if (victim?.isUp()) {
      await victim.kill();
      const minutes = target === 'gateway' ? LEASE_OVER : random.happens(0.3) ? CLAIM_OVER : 0;
      comeBack(async () => {
        passMinutes(minutes);
        await victim.revive();
      });
      return target;
    }
    await sleep(50);
  }
}

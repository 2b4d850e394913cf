import { type Conversation, planConversations } from './conversations.ts';
import { correspond, createGate, type Gate } from './correspond.ts';
import { examine } from './examine.ts';
import type { Findings } from './findings.ts';
import { type Random, seededRandom } from './random.ts';
import { untilDecided, untilSent } from './settle.ts';
import { type Stage, setStage } from './stage.ts';
import { type Desk, watchDesk } from './watch-desk.ts';

export type Run = {
  messages: number;
  seed: number;
  /** Milliseconds after which the run is a failure. */
  within: number;
};

/** What brings trouble is given all there is to make some with. It lets the mails through. */
export type Trouble = (scene: {
  stage: Stage;
  gate: Gate;
  random: Random;
  end: AbortSignal;
}) => Promise<Findings>;

/**
 * Has the conversations held while there is trouble, lets time pass until nothing is left to do, and
 * holds what became of it all against what was sent.
 *
 * @param look what this kind of trouble asks of the database besides, in the end
 */
export async function holdOut(
  { messages, seed, within }: Run,
  setting: Parameters<typeof setStage>[0],
  trouble: Trouble,
  look: (desk: Desk) => Promise<string[]> = async () => [],
): Promise<Findings> {
  const random = seededRandom(seed);
  const conversations: readonly Conversation[] = planConversations(messages, random);
  const end = AbortSignal.timeout(within);
  const stage = await setStage(setting);
  const desk = watchDesk(stage.postgres.url);
  try {
    const began = performance.now();
    const gate = createGate();
    const talking = correspond(conversations, { doors: stage.doors, desk, gate, end });
    const troubling = trouble({ stage, gate, random, end }).finally(() => gate.release(messages));
    const [handed, troubles] = await Promise.all([talking, troubling]);
    await untilDecided(stage, desk, end);
    await untilSent(stage, desk, end);
    const seconds = (performance.now() - began) / 1000;
    const found = await examine({ stage, desk, conversations, handed });
    const hours = stage.minutesPassed() / 60;
    return {
      figures: [
        `${conversations.length} conversations in ${seconds.toFixed(0)} s; the clock was turned on by ${hours.toFixed(1)} h`,
        ...troubles.figures,
        ...found.figures,
      ],
      misses: [...troubles.misses, ...found.misses, ...(await look(desk))],
    };
  } finally {
    await desk.close().catch(() => {});
    await stage.stop();
  }
}

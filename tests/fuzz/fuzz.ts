import { createIntake, INTAKE_ACTOR } from '../../mail-gateway/intake.ts';
import { recordInboundEmail } from '../../server/commands/record-inbound-email.ts';
import { intakeOutcomes } from '../../server/domain/mail/decide-intake.ts';
import { createLog } from '../../server/log.ts';
import { type Random, seededRandom } from '../faults/random.ts';
import type { World } from '../support/world.ts';
import { mutate } from './mutate.ts';

const MB = 1024 * 1024;
/** As many as intake decides at once: none of them waits in its line. */
const WIDTH = 4;
/** What the first messages need once: code compiled, pools filled. */
const WARM_UP = 1_000;
const TO = ['support@alize.example'];
const FROM = ['jean@boulangerie-moule.example', 'inconnu@courriel.example', ''];

export type Fuzzed = {
  messages: number;
  outcomes: Record<string, number>;
  /** Reasons of quarantine, but for what the parser's budgets are there for. */
  crashes: string[];
  slowest: { ms: number; seed: number };
  /** MB of the process once warm, and at its largest since. */
  memory: { warm: number; most: number };
  /** Messages without an outcome of the closed list, or whose ticket is missing. */
  unaccounted: number;
};

/** Messages made of `seeds` through the whole of intake, one after the other until all are decided. */
export async function fuzz(
  world: World,
  { seeds, count, seed, told }: { seeds: string[]; count: number; seed: number; told?: () => void },
): Promise<Fuzzed> {
  const intake = createIntake({
    run: world.run,
    database: world.knex,
    log: createLog('error'),
    mailSizeLimit: 8 * MB,
    mailDomain: 'alize.example',
    clock: () => world.clock.now,
  });
  const slowest = { ms: 0, seed: 0 };
  const memory = { warm: 0, most: 0 };
  let answered: string[] = [];
  let next = 0;
  const one = async (index: number) => {
    const random = seededRandom(seed + index);
    const thread = random.happens(0.2) && answered.length > 0 ? random.pick(answered) : null;
    const reply = thread === null ? '' : `In-Reply-To: <${thread}>\r\n`;
    const raw = Buffer.from(reply + mutate(seeds, random), 'latin1');
    // time goes by, or the brakes would hold most of them
    world.clock.now = new Date(world.clock.now.getTime() + 2_000);
    const id = await record(world, raw, random);
    const began = performance.now();
    await intake.decide(id, { raw, envelopeTo: TO, receivedAt: world.clock.now });
    const ms = performance.now() - began;
    if (ms > slowest.ms) Object.assign(slowest, { ms, seed: seed + index });
  };
  const lane = async () => {
    for (let index = next++; index < count; index = next++) {
      await one(index);
      if (index % 100 === 0) measure(memory, index);
      if (index % 200 === 0) answered = await ourMails(world);
      if (index > 0 && index % 1_000 === 0) told?.();
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, lane));
  await intake.stop();
  return { messages: count, slowest, memory, ...(await accounted(world, count)) };
}

async function record(world: World, raw: Buffer, random: Random): Promise<number> {
  const recorded = await world.run(recordInboundEmail, INTAKE_ACTOR, {
    route: 'smtp',
    mailbox: 'smtp',
    uidValidity: null,
    uid: null,
    envelopeFrom: random.pick(FROM),
    envelopeTo: TO,
    raw,
    size: raw.byteLength,
    receivedAt: world.clock.now,
  });
  if (!recorded.ok || recorded.value.id === null) throw new Error('a message was not kept');
  return recorded.value.id;
}

/** Message-IDs of ours, which an answer would name. */
async function ourMails({ knex }: World): Promise<string[]> {
  return knex('outbound_emails').orderBy('id', 'desc').limit(50).pluck('rfc_message_id');
}

function measure(memory: Fuzzed['memory'], index: number): void {
  const now = Math.round(process.memoryUsage().rss / MB);
  if (index <= WARM_UP) memory.warm = Math.max(memory.warm, now);
  memory.most = Math.max(memory.most, now);
}

async function accounted(world: World, count: number) {
  const rows: { outcome: string | null; reasons: string[]; ticket: number | null }[] = await world
    .knex('inbound_emails')
    .select('outcome', 'reasons', 'ticket_id as ticket');
  const outcomes: Record<string, number> = {};
  for (const { outcome, reasons } of rows) {
    const key = outcome === 'quarantined' ? `${outcome} ${reasons.at(-1)}` : String(outcome);
    outcomes[key] = (outcomes[key] ?? 0) + 1;
  }
  const known = new Set<string>(intakeOutcomes);
  const lost = rows.filter(
    ({ outcome, ticket }) =>
      outcome === null || !known.has(outcome) || (/opened$|^reply/.test(outcome) && !ticket),
  );
  return {
    outcomes,
    crashes: Object.keys(outcomes).filter((key) =>
      /error:|unreadable:(?:malformed|too_slow|too_much_memory)/.test(key),
    ),
    unaccounted: lost.length + Math.abs(count - rows.length),
  };
}

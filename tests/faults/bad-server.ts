import type { Random } from './random.ts';
import type { Conduct, Moment } from './sink.ts';

export type BadServer = {
  conduct(moment: Moment, recipient: string): Conduct;
  /** Whom it refuses for good, whatever is sent there. */
  refuses(recipient: string): boolean;
  /** How often it turned bad, by what it did. */
  conducts: ReadonlyMap<string, number>;
};

/** Troubles that one recipient's mails meet before they are taken, at most. */
const EACH = 3;
/** Those before anybody knows whose mail it is. */
const AT_GREETING = 12;
/** What one recipient in so many never takes. */
const ONE_IN = 11;

/** What goes wrong at a moment, and how often. A server that hangs does so for minutes: few do. */
const TROUBLES: Record<Moment, readonly (readonly [Conduct, number])[]> = {
  greeting: [
    ['421 4.3.2', 0.06],
    ['close', 0.04],
    ['hang', 0.02],
  ],
  recipient: [
    ['421 4.3.2', 0.05],
    ['450 4.2.1', 0.12],
    ['hang', 0.02],
  ],
  middle: [['close', 0.12]],
  dot: [
    ['421 4.3.2', 0.03],
    ['451 4.3.0', 0.06],
    ['close', 0.05],
    ['take and close', 0.1],
    ['hang', 0.02],
  ],
};

/** A mail server as bad as they come, whose troubles end: each mail is taken or refused at last. */
export function createBadServer(random: Random, hangs: number): BadServer {
  const met = new Map<string, number>();
  const conducts = new Map<string, number>();
  const hung = new Set<Moment>();

  function trouble(moment: Moment, recipient: string): Conduct {
    const whose = moment === 'greeting' ? '' : recipient;
    const before = met.get(whose) ?? 0;
    if (before >= (moment === 'greeting' ? AT_GREETING : EACH)) return 'well';
    let chance = random.share();
    for (const [bad, share] of TROUBLES[moment]) {
      chance -= share;
      if (chance >= 0) continue;
      if (bad === 'hang' && (hung.has(moment) || hung.size >= hangs)) return 'well';
      if (bad === 'hang') hung.add(moment);
      met.set(whose, before + 1);
      return bad;
    }
    return 'well';
  }

  const refuses = (recipient: string) => sumOf(recipient) % ONE_IN === 0;
  return {
    conduct(moment, recipient) {
      const found = trouble(moment, recipient);
      const never = moment === 'recipient' && found === 'well' && refuses(recipient);
      const conduct = never ? '550 5.1.1' : found;
      if (conduct !== 'well') {
        const what = `${conduct} (${moment})`;
        conducts.set(what, (conducts.get(what) ?? 0) + 1);
      }
      return conduct;
    },
    refuses,
    conducts,
  };
}

function sumOf(text: string): number {
  return [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1_000_003, 7);
}

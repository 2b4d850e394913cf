import type { Random } from './random.ts';

/** What a mail is, and so what must become of it. */
export type Nature =
  | 'opening'
  | 'reply'
  | 'auto_reply'
  | 'bounce'
  | 'alert'
  | 'unreadable'
  | 'too_large'
  | 'loop';

/** How it reaches us: our own SMTP, or a mailbox that another server fills. */
export type Route = 'smtp' | 'mailbox';

export type PlannedMail = {
  /** Unique in a run; every copy carries it. */
  tag: string;
  nature: Nature;
  /** Two of them are the same mail by two routes. */
  routes: readonly Route[];
  /** By what a reply shows where it belongs. */
  proof: 'token' | 'references';
};

/** What one person (or machine) writes, one mail after the other. */
export type Conversation = {
  id: number;
  from: string;
  mails: readonly PlannedMail[];
};

/** Customers that the helpdesk knows: `client0@…` up to this many. */
export const KNOWN_CUSTOMERS = 120;
const SITE = 'courriel.example';
/** Senders who write more than the brakes acknowledge one by one in an hour. */
const FLOODS = [`flot0@${SITE}`, `flot1@${SITE}`, `client0@${SITE}`, `client1@${SITE}`];

export const customerAddress = (index: number) => `client${index}@${SITE}`;

/** Whether the acknowledgement of what it opens may be withheld: a stranger who floods. */
export const maySeeNothing = (address: string) => address.startsWith('flot');

/** Conversations of `count` mails in all, of every nature that intake tells apart. */
export function planConversations(count: number, random: Random): Conversation[] {
  const planned: Conversation[] = [];
  let left = count;
  while (left > 0) {
    const id = planned.length;
    const natures = naturesOf(random).slice(0, left);
    const from = senderOf(id, natures, random);
    const mails = natures.map((nature, place) => ({
      tag: `c${id}-${place}`,
      nature,
      routes: routesOf(nature, random),
      proof: random.pick(['token', 'references'] as const),
    }));
    planned.push({ id, from, mails });
    left -= mails.length;
  }
  return planned;
}

function naturesOf(random: Random): Nature[] {
  const kind = random.share();
  if (kind < 0.06) return ['alert'];
  if (kind < 0.11) return ['unreadable'];
  if (kind < 0.13) return ['too_large'];
  if (kind < 0.16) return ['loop'];
  const talk: Nature[] = ['opening'];
  for (let replies = random.between(0, 4); replies > 0; replies -= 1) {
    talk.push(random.happens(0.15) ? 'auto_reply' : 'reply');
  }
  // the last word: whoever's mail comes back hears nothing more
  if (random.happens(0.08)) talk.push('bounce');
  return talk;
}

/** Where our acknowledgement is answered, nobody who may get none of his own writes. */
function senderOf(id: number, natures: readonly Nature[], random: Random): string {
  const needsOwn = natures.includes('bounce') || natures.includes('auto_reply');
  if (needsOwn || natures[0] !== 'opening') return `inconnu${id}@${SITE}`;
  if (random.happens(0.16)) return random.pick(FLOODS);
  if (random.happens(0.4)) return `inconnu${id}@${SITE}`;
  return customerAddress(random.between(2, KNOWN_CUSTOMERS - 1));
}

function routesOf(nature: Nature, random: Random): Route[] {
  // our own SMTP refuses it before it is kept
  if (nature === 'too_large') return ['mailbox'];
  const route = random.share();
  if (route < 0.1) return ['smtp', 'mailbox'];
  return route < 0.6 ? ['smtp'] : ['mailbox'];
}

import type { CaseFileAudience } from '../case-file/case-file.ts';
import { STAFF_ONLY_EVENTS, type TicketEventType } from '../ticket/event.ts';
import type { ChainLink } from './chain.ts';

/** Words that the history holds the digest of, as they are kept beside it now. */
export type KeptWords = {
  readonly of: 'message' | 'verdict' | 'time_entry';
  readonly id: number;
  /** Staff read them, nobody else. */
  readonly internal: boolean;
  readonly salt: Uint8Array;
  /** RFC 8785 text: what is hashed after the salt. */
  readonly canonical: string;
  /** When something was taken out of them; null where they are as they were. */
  readonly redactedAt: Date | null;
};

/** One link of the chain as its copy shows it; bytes are written in hexadecimal. */
export type DisclosedLink = {
  readonly seq: number;
  readonly prev_hash: string;
  readonly hash: string;
} & ({ readonly canonical: string } | { readonly withheld: true });

/** Words with the event that holds their digest. */
export type DisclosedWords = {
  readonly event: number;
  readonly of: KeptWords['of'];
  readonly id: number;
  readonly salt: string;
  readonly canonical: string;
};

/** A digest that nobody can check any more: its words are gone, and its salt with them (V4). */
export type ErasedWords = {
  readonly event: number;
  readonly of: KeptWords['of'];
  readonly id: number;
  readonly erased_at: string;
};

const GENESIS_DAY = new Date(0);

export type DisclosedHistory = {
  readonly events: readonly DisclosedLink[];
  readonly words: readonly DisclosedWords[];
  readonly erased: readonly ErasedWords[];
};

/** Whether this audience is told of such an event (V6). */
export function isDisclosed(type: string, audience: CaseFileAudience): boolean {
  return audience === 'staff' || !STAFF_ONLY_EVENTS.includes(type as TicketEventType);
}

/**
 * A history as an audience may have it (P3). What it may not know keeps its place in the chain, by
 * its two hashes alone, so that the whole still verifies from end to end.
 */
export function discloseHistory(
  links: readonly ChainLink[],
  kept: readonly KeptWords[],
  audience: CaseFileAudience,
): DisclosedHistory {
  const words: DisclosedWords[] = [];
  const erased: ErasedWords[] = [];
  const byKey = new Map(kept.map((each) => [keyOf(each), each]));
  const redactions = redactionsIn(links);
  const told = links.filter(({ type }) => isDisclosed(type, audience)).flatMap(digestIn);
  const latest = new Map(told.map((each) => [keyOf(each), each.event]));
  for (const { event, of, id } of told) {
    const known = byKey.get(keyOf({ of, id }));
    if (!known || (known.internal && audience !== 'staff')) continue;
    const { salt, canonical, redactedAt } = known;
    // redacted after the last of these events: what is left answers to a digest they don't hold
    const gone = redactedAt !== null && (redactions.get(keyOf(known)) ?? GENESIS_DAY) < redactedAt;
    if (redactedAt !== null && (gone || latest.get(keyOf(known)) !== event)) {
      erased.push({ event, of, id, erased_at: redactedAt.toISOString() });
    } else {
      words.push({ event, of, id, salt: hex(salt), canonical });
    }
  }
  const events = links.map((link): DisclosedLink => {
    const { seq, prevHash, hash, type, canonical } = link;
    const place = { seq, prev_hash: hex(prevHash), hash: hex(hash) };
    return isDisclosed(type, audience) ? { ...place, canonical } : { ...place, withheld: true };
  });
  return { events, words, erased };
}

/** When each message was last redacted, as these events tell. */
function redactionsIn(links: readonly ChainLink[]): ReadonlyMap<string, Date> {
  const redactions = links.filter(
    ({ type }) => type === 'message_redacted' || type === 'note_redacted',
  );
  return new Map(
    redactions.map(({ canonical, at }) => {
      const { message } = JSON.parse(canonical).data;
      return [keyOf({ of: 'message', id: message }), at];
    }),
  );
}

/** The words whose digest an event holds. */
function digestIn(link: ChainLink): { event: number; of: KeptWords['of']; id: number }[] {
  const { data } = JSON.parse(link.canonical);
  if (typeof data.digest !== 'string') return [];
  if (typeof data.message === 'number')
    return [{ event: link.seq, of: 'message', id: data.message }];
  if (typeof data.verdict === 'number')
    return [{ event: link.seq, of: 'verdict', id: data.verdict }];
  if (typeof data.entry === 'number')
    return [{ event: link.seq, of: 'time_entry', id: data.entry }];
  return [];
}

function keyOf({ of, id }: { of: KeptWords['of']; id: number }): string {
  return `${of} ${id}`;
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

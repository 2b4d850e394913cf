import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { EventActor, TicketEventData } from '../ticket/event.ts';

/** What the first event of a ticket follows. */
export const GENESIS: Uint8Array = new Uint8Array(32);

export type ChainLink = {
  readonly ticketId: number;
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  /** RFC 8785 text of the event: the very bytes that are hashed and stored. */
  readonly canonical: string;
  readonly prevHash: Uint8Array;
  readonly hash: Uint8Array;
};

/** SHA-256 over the hash before and the event's canonical text. */
export function linkHash(prevHash: Uint8Array, canonical: string): Uint8Array {
  return createHash('sha256').update(prevHash).update(canonical, 'utf8').digest();
}

/**
 * Chains events to the end of a ticket's history (V1).
 *
 * @param head where the history ends now: its last seq (0 when empty) and hash
 */
export function extendChain(
  ticketId: number,
  head: { seq: number; hash: Uint8Array },
  happened: readonly { event: TicketEventData; actor: EventActor; at: Date }[],
): ChainLink[] {
  let { seq, hash } = head;
  return happened.map(({ event, actor, at }) => {
    seq += 1;
    const canonical = canonicalize({
      ticket: ticketId,
      seq,
      type: event.type,
      actor,
      at: at.toISOString(),
      data: event.data,
    }) as string;
    const prevHash = hash;
    hash = linkHash(prevHash, canonical);
    return { ticketId, seq, type: event.type, at, canonical, prevHash, hash };
  });
}

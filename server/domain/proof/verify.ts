import { type ChainLink, GENESIS, linkHash } from './chain.ts';

export type ChainFault = {
  readonly ticketId: number;
  /** The event that breaks, or the one expected where the history ends too soon. */
  readonly seq: number;
  readonly fault: 'missing' | 'altered' | 'unchained' | 'misfiled' | 'cut_short';
};

/**
 * Checks one ticket's history from its first event to its head (V1).
 *
 * @param links every event stored for the ticket, by seq
 * @param head what the ticket's own row says the history ends with
 * @returns the first fault, or null when the chain holds
 */
export function verifyChain(
  ticketId: number,
  links: readonly ChainLink[],
  head: { seq: number; hash: Uint8Array },
): ChainFault | null {
  let previous: Uint8Array = GENESIS;
  let expected = 1;
  for (const link of links) {
    const fault = (kind: ChainFault['fault']) => ({ ticketId, seq: expected, fault: kind });
    if (link.seq !== expected) return fault('missing');
    if (!equal(link.prevHash, previous)) return fault('unchained');
    if (!equal(link.hash, linkHash(link.prevHash, link.canonical))) return fault('altered');
    if (!agrees(link)) return fault('misfiled');
    previous = link.hash;
    expected += 1;
  }
  if (head.seq !== expected - 1 || !equal(head.hash, previous)) {
    return { ticketId, seq: expected, fault: 'cut_short' };
  }
  return null;
}

/** The columns that queries read must say what the hashed text says. */
function agrees(link: ChainLink): boolean {
  const said = JSON.parse(link.canonical);
  return (
    said.ticket === link.ticketId &&
    said.seq === link.seq &&
    said.type === link.type &&
    said.at === link.at.toISOString()
  );
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

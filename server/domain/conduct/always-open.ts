import { REGIMES, type TicketKind } from '../ticket/ticket.ts';

/** What a block covers: new incidents and information requests, and nothing else (I5). */
const BLOCKED: readonly TicketKind[] = REGIMES;

/**
 * Whether a ticket of this kind may be opened by anybody at any time: disputes, and notices of
 * illegal content, which the law has us take in from whoever sends them (I5, LCEN art. 6).
 */
export function isAlwaysOpen(kind: TicketKind): boolean {
  return !BLOCKED.includes(kind);
}

import type { Letter, Recipient } from './letter.ts';

/** Tells the requester of a merged ticket which one goes on, and that nothing is to be done. */
export function ticketMergedLetter(
  to: Recipient,
  model: { number: string; into: string; providerName: string; ticketUrl: string },
): Letter {
  return { name: 'ticket_merged', to, automatic: true, model };
}

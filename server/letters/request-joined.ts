import type { Letter, Recipient } from './letter.ts';

/**
 * Tells somebody who answered from outside that its message stands on the ticket that it answered,
 * and that the replies come by mail from now on.
 *
 * @param model.ticketUrl null where the reader has no place on the portal to follow it
 * @param model.leaveUrl where it stops them
 */
export function requestJoinedLetter(
  to: Recipient,
  model: {
    number: string;
    into: string;
    requesterName: string;
    providerName: string;
    ticketUrl: string | null;
    leaveUrl: string;
  },
): Letter {
  return { name: 'request_joined', to, automatic: true, model };
}

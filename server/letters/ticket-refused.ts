import type { RefusalGround } from '../domain/conduct/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

/** Tells a customer that its ticket is refused, on which ground and for which reasons (I5). */
export function ticketRefusedLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'subject'>,
  {
    ground,
    ...told
  }: {
    ground: RefusalGround;
    reasons: string;
    authorName: string;
    providerName: string;
    mailAddress: string;
    ticketUrl: string;
  },
): Letter {
  return {
    name: 'ticket_refused',
    to,
    automatic: false,
    model: {
      number: ticket.number,
      ticketSubject: ticket.subject,
      groundWords: `events.refusal_ground.${ground}`,
      ...told,
    },
  };
}

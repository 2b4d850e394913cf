import type { TicketEvent } from '../ticket/event.ts';

/**
 * Which mails of ours came back for good, by their id, with when they did: a server had taken them
 * and returned them later. One that was sent again since is on its way, until it returns once more.
 */
export function returnedMails(events: readonly TicketEvent[]): Map<number, Date> {
  const returned = new Map<number, Date>();
  for (const { type, data, at } of events) {
    if (type === 'mail_resent') returned.delete(data.outbound_email);
    else if (type === 'mail_bounced' && data.hard && data.outbound_email !== undefined) {
      returned.set(data.outbound_email, at);
    }
  }
  return returned;
}

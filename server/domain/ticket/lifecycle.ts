import { isPublicEvent, type TicketEvent } from './event.ts';
import type { JudgedBy } from './judged-by.ts';
import { earlierOf } from './receipt.ts';
import { isEnded } from './status.ts';
import type { Ticket } from './ticket.ts';

/** What of a ticket its history alone tells: everything but its words and the chain's head. */
export type TicketLifecycle = Omit<Ticket, 'id' | 'subject' | 'headSeq' | 'headHash'>;

/**
 * The ticket after one more event. Commands change tickets through this and nothing else, so the
 * row that queries read is what the history says (V1).
 */
export function afterEvent(before: TicketLifecycle | null, event: TicketEvent): TicketLifecycle {
  const after = changedBy(before, event);
  return isPublicEvent(event.type) ? { ...after, lastPublicAt: event.at } : after;
}

function changedBy(before: TicketLifecycle | null, event: TicketEvent): TicketLifecycle {
  if (event.type === 'ticket_opened') {
    return {
      number: event.data.number,
      kind: event.data.kind,
      status: 'new',
      channel: event.data.channel,
      customerId: event.data.customer,
      requesterId: event.data.requester,
      assigneeId: null,
      serviceId: event.data.service ?? null,
      impact: 'some',
      urgency: 'medium',
      priority: 'normal',
      judgedBy: event.data.judged ?? null,
      tariffVersionId: null,
      mergedIntoId: null,
      receivedAt: new Date(event.data.received_at),
      lastActivityAt: event.at,
      lastPublicAt: event.at,
      closedAt: null,
    };
  }
  if (before === null) throw new Error(`A history cannot begin with ${event.type}`);
  switch (event.type) {
    case 'ticket_assigned':
      return { ...before, assigneeId: event.data.to };
    case 'ticket_requalified':
      return { ...before, kind: event.data.to };
    case 'priority_changed': {
      const { impact, urgency, to } = event.data;
      return { ...before, impact, urgency, priority: to };
    }
    case 'ticket_merged':
      return { ...before, mergedIntoId: event.data.into_id };
    case 'ticket_absorbed': {
      const receivedAt = earlierOf(before.receivedAt, new Date(event.data.received_at));
      return { ...before, receivedAt, lastActivityAt: event.at };
    }
    case 'service_named':
      return { ...before, serviceId: event.data.to, judgedBy: withConditions(before, event.data) };
    // the first that was told is the one applied (D4)
    case 'tariff_recalled':
      return { ...before, tariffVersionId: before.tariffVersionId ?? event.data.tariff };
    case 'ticket_reassessed':
      return { ...before, judgedBy: event.data.judged };
    case 'status_changed':
      return {
        ...before,
        status: event.data.to,
        lastActivityAt: event.at,
        closedAt: isEnded(event.data.to) ? event.at : null,
      };
    case 'message_received':
    case 'message_moved_in':
    case 'reply_held':
    case 'reply_taken_back':
    case 'reply_sent':
    case 'note_added':
    case 'mail_delivery_failed':
    case 'mail_bounced':
      return { ...before, lastActivityAt: event.at };
    default:
      return before;
  }
}

/** The ticket that a whole history tells. */
export function lifecycleOf(events: readonly TicketEvent[]): TicketLifecycle {
  const [first, ...rest] = events;
  if (!first) throw new Error('A ticket has a history of one event at least');
  return rest.reduce(afterEvent, afterEvent(null, first));
}

function withConditions(
  { judgedBy }: TicketLifecycle,
  { conditions }: { conditions: number | null },
): JudgedBy | null {
  return judgedBy && { ...judgedBy, conditions };
}

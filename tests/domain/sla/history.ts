import type { TicketEvent, TicketEventData } from '../../../server/domain/ticket/event.ts';
import type { TicketStatus } from '../../../server/domain/ticket/status.ts';
import type { TicketKind } from '../../../server/domain/ticket/ticket.ts';

export const JEAN = { user: 11 };
export const KARIM = { user: 1 };
export const NADIA = { user: 3 };

/** What happened to a ticket of Boulangerie du Moule, as its history tells it. */
export class History {
  readonly events: TicketEvent[] = [];
  #status: TicketStatus = 'new';
  #kind: TicketKind;

  constructor(kind: TicketKind, receivedAt: string) {
    this.#kind = kind;
    this.#add(receivedAt, JEAN, {
      type: 'ticket_opened',
      data: {
        number: '2026-000318',
        kind,
        channel: 'email',
        customer: 7,
        requester: 11,
        received_at: new Date(receivedAt).toISOString(),
      },
    });
    this.#add(
      receivedAt,
      { system: 'intake' },
      {
        type: 'acknowledgement_sent',
        data: { outbound_email: 1 },
      },
    );
  }

  /** Karim answers; the answer may change the status, as it does on the ticket's page. */
  karimReplies(at: string, statusAfter: TicketStatus = 'open'): this {
    const data = { message: 2, digest: 'ab', outbound_email: 3 };
    return this.#add(at, KARIM, { type: 'reply_sent', data }).status(at, statusAfter);
  }

  karimNotes(at: string): this {
    return this.#add(at, KARIM, { type: 'note_added', data: { message: 5, digest: 'cd' } });
  }

  /** Jean writes: it ends "waiting for the customer" and undoes a resolution. */
  jeanWrites(at: string): this {
    const data = { message: 4, digest: 'ef', channel: 'email' } as const;
    return this.#add(at, JEAN, { type: 'message_received', data }).status(at, 'open', JEAN);
  }

  status(at: string, to: TicketStatus, by: TicketEvent['actor'] = KARIM): this {
    if (to === this.#status) return this;
    this.#add(at, by, { type: 'status_changed', data: { from: this.#status, to } });
    this.#status = to;
    return this;
  }

  requalified(at: string, to: TicketKind): this {
    this.#add(at, KARIM, { type: 'ticket_requalified', data: { from: this.#kind, to } });
    this.#kind = to;
    return this;
  }

  #add(at: string, actor: TicketEvent['actor'], event: TicketEventData): this {
    const seq = this.events.length + 1;
    this.events.push({ ticketId: 1, seq, at: new Date(at), actor, ...event });
    return this;
  }
}

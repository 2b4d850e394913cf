import type { EventActor, TicketEvent } from '../ticket/event.ts';
import { earlierOf } from '../ticket/receipt.ts';
import type { TicketStatus } from '../ticket/status.ts';
import type { TicketKind } from '../ticket/ticket.ts';
import type { TargetName } from './target.ts';

/** When something was done, and by whom. */
export type Moment = { readonly at: Date; readonly by: EventActor };

/** How long a ticket had a status, and who gave it; the one it has now ends at null. */
export type StatusStretch = {
  readonly status: TicketStatus;
  readonly from: Date;
  readonly to: Date | null;
  readonly by: EventActor;
};

/** A missed deadline as the history names it. */
export type MissedDeadline = { readonly target: TargetName; readonly dueAt: Date };

/** What the sweep wrote down already: each is written once. */
export type Recorded = {
  readonly breaches: readonly MissedDeadline[];
  /** Missed deadlines that a service credit was proposed for. */
  readonly credits: readonly MissedDeadline[];
  /** When the customer was reminded that its answer is awaited. */
  readonly reminders: readonly Date[];
};

export type Requalification = Moment & { readonly from: TicketKind; readonly to: TicketKind };

/** What of a ticket's history its clocks go by. Nothing is counted as it goes: all is derived. */
export type Timeline = {
  /** I6. Every clock starts here, whatever happened since (H2). */
  readonly receivedAt: Date;
  readonly kind: TicketKind;
  /** What staff told the customer, in order: replies and reports. No acknowledgement is one. */
  readonly replies: readonly Moment[];
  readonly statuses: readonly StatusStretch[];
  readonly requalifications: readonly Requalification[];
  /** The first verdict; a later one changes what was found, not when (D2). */
  readonly diagnosed: Moment | null;
  readonly recorded: Recorded;
};

/**
 * The timeline that a ticket's events tell, in order of `seq`. A customer's message needs no look:
 * where it ends "waiting for the customer", a change of status says so in the same transaction.
 */
export function timelineOf(events: readonly TicketEvent[]): Timeline {
  const [opened, ...rest] = events;
  if (opened?.type !== 'ticket_opened') throw new Error('A history begins with ticket_opened');
  // what was merged here may have been received before
  const receivedAt = rest.reduce(
    (earliest, event) =>
      event.type === 'ticket_absorbed'
        ? earlierOf(earliest, new Date(event.data.received_at))
        : earliest,
    new Date(opened.data.received_at),
  );
  const replies: Moment[] = [];
  const requalifications: Requalification[] = [];
  let diagnosed: Moment | null = null;
  const statuses: StatusStretch[] = [
    { status: 'new', from: receivedAt, to: null, by: opened.actor },
  ];
  for (const event of rest) {
    const { at, actor: by } = event;
    // a diagnosis is told with its report: public news as a reply is (H5)
    if (event.type === 'reply_sent' || event.type === 'diagnosis_concluded') {
      replies.push({ at, by });
    }
    if (event.type === 'diagnosis_concluded') diagnosed ??= { at, by };
    if (event.type === 'ticket_requalified') requalifications.push({ at, by, ...event.data });
    if (event.type === 'status_changed') {
      const last = statuses.length - 1;
      statuses[last] = { ...(statuses[last] as StatusStretch), to: at };
      statuses.push({ status: event.data.to, from: at, to: null, by });
    }
  }
  const kind = requalifications.at(-1)?.to ?? opened.data.kind;
  const recorded = recordedIn(rest);
  return { receivedAt, kind, replies, statuses, requalifications, diagnosed, recorded };
}

function recordedIn(events: readonly TicketEvent[]): Recorded {
  const breaches: MissedDeadline[] = [];
  const credits: MissedDeadline[] = [];
  const reminders: Date[] = [];
  for (const { type, data, at } of events) {
    if (type === 'commitment_breached') {
      breaches.push({ target: data.target, dueAt: new Date(data.due_at) });
    }
    if (type === 'credit_proposed') {
      credits.push({ target: data.target, dueAt: new Date(data.due_at) });
    }
    if (type === 'customer_reminded') reminders.push(at);
  }
  return { breaches, credits, reminders };
}

/** The timeline as it stood at an instant: what happened later is left out. */
export function timelineUntil(timeline: Timeline, at: Date): Timeline {
  const happened = (moment: { at: Date }) => moment.at <= at;
  const requalifications = timeline.requalifications.filter(happened);
  return {
    receivedAt: timeline.receivedAt,
    kind: timeline.requalifications[requalifications.length]?.from ?? timeline.kind,
    replies: timeline.replies.filter(happened),
    statuses: timeline.statuses
      .filter(({ from }, index) => index === 0 || from <= at)
      .map((stretch) => (stretch.to && stretch.to > at ? { ...stretch, to: null } : stretch)),
    requalifications,
    diagnosed: timeline.diagnosed && happened(timeline.diagnosed) ? timeline.diagnosed : null,
    recorded: timeline.recorded,
  };
}

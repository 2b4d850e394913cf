import { shownAddress } from '../domain/mail/shown-sender.ts';
import type { EventActor, TicketEvent } from '../domain/ticket/event.ts';
import type { Channel } from '../domain/ticket/ticket.ts';
import type { MailAddressee } from '../store/outbound-emails.ts';
import type { Channel as ChannelView } from '../views/models/common.ts';
import type { EventView } from '../views/models/events.ts';

/** What turns the ids of a history into names. */
export type Names = {
  /** By user id. */
  readonly people: ReadonlyMap<number, string>;
  /** By outbound mail id. */
  readonly addressees: ReadonlyMap<number, MailAddressee>;
  /** The address that the ticket's mail goes to. */
  readonly requesterEmail: string;
};

export function channelView(channel: Channel): ChannelView {
  return channel === 'telephone' ? 'phone' : channel;
}

/** An event with its people named, for the sentence that tells it. */
export function eventView(event: TicketEvent, names: Names): EventView {
  const said = {
    id: `${event.ticketId}_${event.seq}`,
    at: event.at,
    actor: actorName(event.actor, names),
  };
  switch (event.type) {
    case 'ticket_opened': {
      const data = { kind: event.data.kind, channel: channelView(event.data.channel) };
      return { ...said, type: event.type, data };
    }
    case 'ticket_assigned': {
      const { to } = event.data;
      const assignee = to === null ? null : (names.people.get(to) ?? '');
      return { ...said, type: event.type, data: { assignee } };
    }
    case 'status_changed':
      return { ...said, type: event.type, data: { from: event.data.from, to: event.data.to } };
    case 'ticket_requalified':
      return { ...said, type: event.type, data: { from: event.data.from, to: event.data.to } };
    case 'ticket_merged':
      return { ...said, type: event.type, data: { number: event.data.into } };
    case 'ticket_absorbed':
      return { ...said, type: event.type, data: { number: event.data.ticket } };
    case 'ticket_linked':
    case 'message_moved_in':
    case 'message_moved_out':
      return { ...said, type: event.type, data: { number: event.data.ticket } };
    case 'participant_added':
    case 'participant_removed': {
      const name = names.people.get(event.data.user) ?? '';
      return { ...said, type: event.type, data: { name } };
    }
    case 'mail_delivered':
    case 'mail_delivery_failed':
    case 'mail_resent': {
      const recipient = addressAt(names.addressees.get(event.data.outbound_email), event.at) ?? '';
      return { ...said, type: event.type, data: { recipient: shownAddress(recipient) } };
    }
    case 'mail_bounced': {
      const { outbound_email: mail } = event.data;
      const returned = mail === undefined ? undefined : names.addressees.get(mail);
      const recipient = addressAt(returned, event.at) ?? names.requesterEmail;
      return { ...said, type: event.type, data: { recipient: shownAddress(recipient) } };
    }
    case 'contact_corrected': {
      const name = names.people.get(event.data.user) ?? '';
      return { ...said, type: event.type, data: { name, what: event.data.what } };
    }
    case 'automatic_mail_recorded':
      return { ...said, type: 'auto_reply_recorded', data: {} };
    case 'priority_changed':
      return { ...said, type: event.type, data: { from: event.data.from, to: event.data.to } };
    case 'commitment_breached': {
      const { target, due_at } = event.data;
      return { ...said, type: event.type, data: { target, dueAt: new Date(due_at) } };
    }
    case 'escalation_announced': {
      const { deadline, share, to } = event.data;
      const told = to.map((id) => names.people.get(id) ?? '').filter((name) => name !== '');
      return { ...said, type: event.type, data: { deadline, share, told } };
    }
    case 'credit_proposed':
      return { ...said, type: event.type, data: { cents: event.data.amount_cents } };
    case 'credit_decided':
      return { ...said, type: event.type, data: { approved: event.data.approved } };
    case 'time_recorded': {
      const { seconds, corrects, user } = event.data;
      const own = 'user' in event.actor && event.actor.user === user;
      const of = own ? null : (names.people.get(user) ?? null);
      return { ...said, type: event.type, data: { seconds, corrects: corrects !== undefined, of } };
    }
    case 'step_recorded': {
      const result = event.data.kind === 'test' ? event.data.result : null;
      return { ...said, type: event.type, data: { result } };
    }
    case 'diagnosis_concluded': {
      const { outcome, replaces } = event.data;
      return { ...said, type: event.type, data: { outcome, changed: replaces !== undefined } };
    }
    case 'charge_drafted':
    case 'charge_reversed':
      return { ...said, type: event.type, data: { cents: event.data.gross_cents } };
    case 'tariff_recalled': {
      const { price, unit_cents: cents, unit_minutes: minutes } = event.data;
      return { ...said, type: event.type, data: { price, cents, minutes } };
    }
    case 'tariff_accepted':
      return { ...said, type: event.type, data: { means: event.data.means } };
    case 'dispute_decided':
      return { ...said, type: event.type, data: { upheld: event.data.upheld } };
    case 'dispute_opened':
      return { ...said, type: event.type, data: { late: event.data.late } };
    case 'ticket_refused':
      return { ...said, type: event.type, data: { ground: event.data.ground } };
    case 'complaint_answered': {
      const { level, outcome } = event.data;
      return { ...said, type: event.type, data: { level, outcome } };
    }
    case 'complaint_reaction':
      return { ...said, type: event.type, data: { satisfied: event.data.satisfied } };
    case 'complaint_cause_set':
      return { ...said, type: event.type, data: { cause: event.data.to } };
    case 'customer_quality_changed':
      return { ...said, type: event.type, data: { from: event.data.from, to: event.data.to } };
    case 'complaint_path_decided':
      return { ...said, type: event.type, data: { quality: event.data.quality } };
    case 'complaint_reminded':
      return { ...said, type: event.type, data: { days: event.data.days } };
    case 'contract_request_accepted':
    case 'contract_request_received': {
      const data = { effectiveOn: event.data.effective_on };
      return { ...said, type: event.type, data };
    }
    case 'contract_request_identified':
      return { ...said, type: event.type, data: { means: event.data.means } };
    case 'contract_request_refused':
      return { ...said, type: event.type, data: { ground: event.data.ground } };
    case 'refund_computed':
      return { ...said, type: event.type, data: { cents: event.data.refund_cents } };
    case 'refund_made':
      return { ...said, type: event.type, data: { cents: event.data.cents } };
    case 'contract_request_reminded': {
      const { owed, days } = event.data;
      return { ...said, type: event.type, data: { owed, days } };
    }
    case 'mediation_admissibility':
      return { ...said, type: event.type, data: { admissible: event.data.admissible } };
    case 'mediation_proposal_answered':
      return { ...said, type: event.type, data: event.data };
    case 'complaint_lodged':
    case 'complaint_answer_given':
    case 'complaint_answer_voided':
    case 'complaint_escalated':
    case 'complaint_level_told':
    case 'mediation_referred':
    case 'mediation_notified':
    case 'mediation_extended':
    case 'mediation_observations_sent':
    case 'mediation_proposed':
    case 'mediation_closed':
    case 'timer_started':
    case 'access_recorded':
    case 'collaboration_requested':
    case 'secret_kept':
    case 'secret_revealed':
    case 'secrets_wiped':
    case 'message_redacted':
    case 'note_redacted':
    case 'charge_approved':
    case 'charge_waived':
    case 'charge_exported':
    case 'charge_invoiced':
    case 'charge_disputed':
    case 'charge_settled':
    case 'conduct_flagged':
    case 'service_named':
    case 'ticket_reassessed':
    case 'customer_reminded':
    case 'claim_recorded':
    case 'message_received':
    case 'reply_held':
    case 'reply_taken_back':
    case 'reply_sent':
    case 'note_added':
    case 'acknowledgement_sent':
    case 'acknowledgement_withheld':
    case 'mail_held':
    case 'address_cleared':
      return { ...said, type: event.type, data: {} };
    default: {
      const { type } = event satisfies never as TicketEvent;
      return { ...said, type: 'other', data: { name: type } };
    }
  }
}

/** Where a mail went at that time: one that is sent again may go elsewhere. */
function addressAt(mail: MailAddressee | undefined, at: Date): string | undefined {
  return mail?.former.find(({ until }) => at < until)?.address ?? mail?.to;
}

function actorName(actor: EventActor, { people }: Names): string | null {
  return 'user' in actor ? (people.get(actor.user) ?? null) : null;
}

/** The ids an event needs names for. */
export function idsNamedBy(events: readonly TicketEvent[]): {
  people: number[];
  outboundEmails: number[];
} {
  const people = new Set<number>();
  const outboundEmails = new Set<number>();
  for (const event of events) {
    if ('user' in event.actor) people.add(event.actor.user);
    if (event.type === 'ticket_assigned' && event.data.to !== null) people.add(event.data.to);
    if (event.type === 'time_recorded') people.add(event.data.user);
    if (
      event.type === 'participant_added' ||
      event.type === 'participant_removed' ||
      event.type === 'contact_corrected'
    ) {
      people.add(event.data.user);
    }
    if (event.type === 'escalation_announced') for (const id of event.data.to) people.add(id);
    if (
      event.type === 'mail_delivered' ||
      event.type === 'mail_delivery_failed' ||
      event.type === 'mail_resent'
    ) {
      outboundEmails.add(event.data.outbound_email);
    }
    if (event.type === 'mail_bounced' && event.data.outbound_email !== undefined) {
      outboundEmails.add(event.data.outbound_email);
    }
  }
  return { people: [...people], outboundEmails: [...outboundEmails] };
}

import { afterDispute } from '../domain/billing/charge-course.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { may } from '../domain/user/permission.ts';
import { disputeDecidedLetter } from '../letters/dispute.ts';
import { type Dispute, findDispute, settleDispute } from '../store/disputes.ts';
import { moveInvoiced } from '../store/invoiced-charges.ts';
import { lockTickets } from '../store/statements.ts';
import type { Command, CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import { ticketUrl } from './post-letter.ts';
import { reverseCharge } from './reverse-charge.ts';
import { writeReply } from './staff-reply.ts';

export type DisputeDecision = {
  disputeId: number;
  upheld: boolean;
  /** What the customer is told. */
  reasons: string;
};

/**
 * A manager decides a dispute (D5). Upheld, the line is taken back by a new one; rejected, it goes
 * on as invoiced. The customer reads the reasons as a reply on the dispute's own ticket.
 */
export const decideDispute: Command<DisputeDecision, Dispute> = async (context, input) => {
  const { tx, actor, now } = context;
  if (actor.kind !== 'user' || !may(actor, 'decide_disputes')) return refuse('forbidden');
  const reasons = readField('reasons', input.reasons, { max: 20_000 });
  if (!reasons.ok) return reasons;
  const dispute = await findDispute(tx, input.disputeId);
  const held = dispute && (await holdTickets(context, dispute));
  if (!dispute || !held?.ok) return refuse('not_found');
  const { upheld } = input;
  const settled = await settleDispute(tx, dispute.id, { upheld, decidedBy: actor.id }, now);
  if (!settled) return refuse('already_decided');
  const { incident, ticket } = held.value;
  if (incident) await decideLine(context, incident, dispute, upheld);
  await tellCustomer(context, ticket, dispute, { upheld, reasons: reasons.value, author: actor });
  return accept(dispute);
};

/** The incident's ticket is the older one: held first, as whoever disputes does. */
async function holdTickets(
  { tx }: CommandContext,
  { line, ticket }: Dispute,
): Promise<Outcome<{ incident: Ticket | null; ticket: Ticket }>> {
  const held = await lockTickets(tx, [ticket.id, ...(line ? [line.incident.id] : [])]);
  const own = held.find(({ id }) => id === ticket.id);
  const incident = held.find(({ id }) => id === line?.incident.id) ?? null;
  return own ? accept({ incident, ticket: own }) : refuse('not_found');
}

async function decideLine(
  context: CommandContext,
  incident: Ticket,
  { id, line }: Dispute,
  upheld: boolean,
): Promise<void> {
  if (!line) return;
  const { chargeId: charge } = line;
  // a late one was never suspended, and one that was paid stays so: false then
  await moveInvoiced(context.tx, charge, 'disputed', afterDispute(upheld));
  const reversed = upheld ? await reverseCharge(context, incident, charge) : [];
  await continueHistory(context, incident, [
    { type: 'dispute_decided', data: { charge, dispute: id, upheld } },
    ...reversed,
  ]);
}

async function tellCustomer(
  context: CommandContext,
  ticket: Ticket,
  { id, line, grossCents, invoice }: Dispute,
  { upheld, reasons, author }: { upheld: boolean; reasons: string; author: UserActor },
): Promise<void> {
  const reply = await writeReply(context, ticket, { authorId: author.id, body: reasons });
  const events: TicketEventData[] = [
    // the line's own history names it: here it is the dispute that ends
    { type: 'dispute_decided', data: { charge: null, dispute: id, upheld } },
    reply.event,
  ];
  if (!isEnded(ticket.status) && ticket.status !== 'resolved') {
    events.push({ type: 'status_changed', data: { from: ticket.status, to: 'resolved' } });
  }
  const after = await continueHistory(context, ticket, events);
  const letter = disputeDecidedLetter(reply.to, after, {
    upheld,
    reasons,
    grossCents: line && grossCents,
    invoiceNumber: invoice.number,
    authorName: author.name,
    providerName: reply.provider.name,
    ticketUrl: ticketUrl(context.house.publicUrl, ticket.number),
  });
  await reply.post(letter, after);
}

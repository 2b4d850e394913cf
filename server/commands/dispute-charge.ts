import { disputeLimit, isLateDispute } from '../domain/billing/dispute.ts';
import { readableSince } from '../domain/billing/invoice.ts';
import type { LegalLimit } from '../domain/deadline/legal-limit.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { disputeReceivedLetter } from '../letters/dispute.ts';
import type { Recipient } from '../letters/letter.ts';
import { insertAcknowledgement } from '../store/acknowledgements.ts';
import { insertDispute } from '../store/disputes.ts';
import { type InvoiceLine, listInvoiceLines } from '../store/invoice-lines.ts';
import { moveInvoiced } from '../store/invoiced-charges.ts';
import { findInvoice, type Invoice } from '../store/invoices.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { linkTickets, lockTicketById } from '../store/tickets.ts';
import { findUser } from '../store/users.ts';
import type { Command, CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';
import { openTicketWith } from './ticket-opening.ts';
import { toAttachments, type UploadedFile } from './uploaded-files.ts';

export type DisputeInput = {
  invoiceId: number;
  /** The line; null for the whole invoice, where none of its lines is ours. */
  chargeId: number | null;
  reason: string;
  /** The ticket's subject, in its customer's language. */
  subject: string;
  files: readonly UploadedFile[];
};

type Disputed = { invoice: Invoice; line: InvoiceLine | null; limit: LegalLimit; late: boolean };

/**
 * A customer disputes a line of an invoice, or an invoice (D5): a ticket of its own is opened with
 * the customer's words. Within the month the line is suspended; later it is examined all the same.
 * Whether the customer's new requests are blocked changes nothing (I5).
 */
export const disputeCharge: Command<DisputeInput, { number: string; late: boolean }> = async (
  context,
  input,
) => {
  const { actor, tx, now } = context;
  if (actor.kind !== 'user' || actor.customerId === null) return refuse('forbidden');
  const reason = readField('reason', input.reason, { max: 50_000 });
  if (!reason.ok) return reason;
  const subject = readField('subject', input.subject, { max: 200, line: true });
  if (!subject.ok) return subject;
  const files = checkAttachments(input.files);
  if (!files.ok) return files;
  const contact = await findUser(tx, actor.id);
  if (!contact || contact.disabledAt) return refuse('account_disabled');
  const held = await holdDisputed(context, actor.customerId, input);
  if (!held.ok) return held;
  const { invoice, line, late, incident } = held.value;

  const requester = { ...recipientOf(contact), userId: contact.id };
  const { ticket, written } = await openTicketWith(context, {
    kind: 'billing_dispute',
    channel: 'portal',
    subject: subject.value,
    customerId: actor.customerId,
    requester,
    receivedAt: now,
    said: {
      visibility: 'public',
      authorId: actor.id,
      channel: 'portal',
      body: reason.value,
      attachments: toAttachments(input.files),
    },
    // by a letter that says whether it is in time
    acknowledge: 'never',
    ...(incident ? { linkedFrom: incident.number } : {}),
  });
  await written;
  const { customerId } = actor;
  const { chargeId } = input;
  const kept = { invoiceId: invoice.id, customerId, chargeId, ticketId: ticket.id, late };
  const disputeId = await insertDispute(tx, kept, now);
  if (disputeId === null) return refuse('already_disputed');
  const suspended = line ? line.state === 'invoiced' : invoice.paidOn === null;
  await acknowledge(context, { ticket, requester, disputeId, suspended, ...held.value });
  if (incident && line) {
    await linkTickets(tx, incident.id, ticket.id, now);
    if (!late && suspended) await moveInvoiced(tx, line.chargeId, 'invoiced', 'disputed');
    await continueHistory(context, incident, [
      { type: 'charge_disputed', data: { charge: line.chargeId, dispute: disputeId, late } },
    ]);
  }
  return accept({ number: ticket.number, late });
};

/**
 * What is disputed, as it stands once its incident's ticket is held. Another customer's invoice is
 * answered as one that doesn't exist, and so is one that is no longer shown.
 */
async function holdDisputed(
  { tx, now }: CommandContext,
  customerId: number,
  { invoiceId, chargeId }: DisputeInput,
): Promise<Outcome<Disputed & { incident: Ticket | null }>> {
  const [invoice, provider] = await Promise.all([findInvoice(tx, invoiceId), loadProvider(tx)]);
  if (invoice?.customer.id !== customerId) return refuse('not_found');
  if (invoice.recordedAt < readableSince(now, provider.timeZone)) return refuse('not_found');
  const limit = disputeLimit(invoice.issuedOn, provider.timeZone);
  const disputed = { invoice, limit, late: isLateDispute(limit, now) };
  const before = await listInvoiceLines(tx, invoice.id);
  if (chargeId === null) {
    if (before.length > 0) return refuse('not_found');
    return accept({ ...disputed, line: null, incident: null });
  }
  const ticketId = before.find((line) => line.chargeId === chargeId)?.ticket.id;
  const incident = ticketId === undefined ? null : await lockTicketById(tx, ticketId);
  const lines = await listInvoiceLines(tx, invoice.id);
  const line = lines.find((held) => held.chargeId === chargeId);
  if (!incident || !line || line.reversal) return refuse('not_found');
  if (line.openDispute !== null) return refuse('already_disputed');
  // nothing is left of it to dispute
  if (line.reversed) return refuse('already_decided');
  return accept({ ...disputed, line, incident });
}

async function acknowledge(
  context: CommandContext,
  {
    ticket,
    requester,
    disputeId,
    suspended,
    invoice,
    line,
    limit,
    late,
  }: Disputed & {
    ticket: Ticket;
    requester: Recipient & { userId: number };
    disputeId: number;
    suspended: boolean;
  },
): Promise<void> {
  const { tx, now, house } = context;
  const [letterId, provider] = await Promise.all([nextOutboundEmailId(tx), loadProvider(tx)]);
  const charge = line?.chargeId ?? null;
  await continueHistory(context, ticket, [
    { type: 'dispute_opened', data: { dispute: disputeId, invoice: invoice.id, charge, late } },
    { type: 'acknowledgement_sent', data: { outbound_email: letterId } },
  ]);
  const letter = disputeReceivedLetter(requester, ticket, {
    invoiceNumber: invoice.number,
    issuedOn: invoice.issuedOn,
    incident: line?.ticket.number ?? null,
    lastDay: limit.lastDay,
    late,
    suspended,
    timeZone: provider.timeZone,
    providerName: provider.name,
    ticketUrl: ticketUrl(house.publicUrl, ticket.number),
  });
  await Promise.all([
    postLetter(context, letter, { id: letterId, ticket }),
    insertAcknowledgement(tx, {
      ticketId: ticket.id,
      userId: requester.userId,
      state: 'sent',
      outboundEmailId: letterId,
      decidedAt: now,
    }),
  ]);
}

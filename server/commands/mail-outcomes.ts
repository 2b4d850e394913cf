import { isRequestKind } from '../domain/contract-request/event.ts';
import { TAKES_NO_PART } from '../domain/mail/decide-intake.ts';
import { safeFileName } from '../domain/mail/safe-file-name.ts';
import { shownLine } from '../domain/mail/shown-sender.ts';
import { contentDigest } from '../domain/proof/message-digest.ts';
import { cleanLine, cleanText } from '../domain/text-field.ts';
import type { TicketKind } from '../domain/ticket/ticket.ts';
import type { NewAttachment } from '../store/attachments.ts';
import { nextMessageId } from '../store/messages.ts';
import { linkTickets, lockTicket } from '../store/tickets.ts';
import { acknowledgingMail } from './acknowledging-mail.ts';
import { admitParticipant } from './admit-participant.ts';
import { bounceOn } from './bounced-mail.ts';
import type { CommandContext } from './command.ts';
import { openContractRequest } from './contract-request-opening.ts';
import { addCustomerMessage } from './customer-message.ts';
import { continueHistory } from './history.ts';
import type { Intake } from './intake.ts';
import type { MailContact } from './mail-contact.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';
import { type Opening, openTicketWith } from './ticket-opening.ts';

/** Where the mail went, and its rows on their way: the command awaits them with its own. */
export type Done = {
  ticketId: number | null;
  messageId: number | null;
  written: Promise<unknown>;
};

const WRITTEN = Promise.resolve();
export const NOWHERE: Done = { ticketId: null, messageId: null, written: WRITTEN };

/** A new ticket, linked with the one the mail pointed to where it could not join it. */
export async function openFromMail(
  context: CommandContext,
  { mail, reply, safeHtml, facts, decision, threadTicket, prepared }: Intake,
  contact: MailContact,
  kind: TicketKind,
): Promise<Done> {
  const linked =
    decision.outcome === 'linked_ticket_opened'
      ? await lockTicket(context.tx, threadTicket ?? '')
      : null;
  const { ticket, messageId, written } = await openKind(context, contact, {
    kind,
    channel: 'email',
    subject: shownLine(mail.subject).slice(0, 300),
    customerId: contact.customerId as number,
    requester: contact,
    receivedAt: facts.email.receivedAt,
    said: wordsOf({ mail, reply, safeHtml }, contact),
    acknowledge: await acknowledgingMail(
      context,
      { decision, facts },
      { address: contact.address, kind },
    ),
    nameless: facts.sender?.known !== true,
    answers: mail.messageId,
    inboundEmailId: facts.email.id,
    mailAccount: facts.mail_account,
    ...(prepared ? { prepared } : {}),
    ...(linked ? { linkedFrom: linked.number } : {}),
  });
  if (linked) {
    await written;
    await continueHistory(context, linked, [
      { type: 'ticket_linked', data: { ticket: ticket.number } },
    ]);
    const joining = decision.reasons.includes(TAKES_NO_PART) ? 'offered' : null;
    await linkTickets(context.tx, linked.id, ticket.id, context.now, joining);
  }
  return { ticketId: ticket.id, messageId, written };
}

/** A contract request by mail names no day of its own; whose it is, the link in its answer tells. */
async function openKind(context: CommandContext, { name }: MailContact, opening: Opening) {
  const { kind } = opening;
  if (!isRequestKind(kind)) return openTicketWith(context, opening);
  const opened = await openContractRequest(context, {
    ...opening,
    kind,
    declared: { service: opening.subject, name, postalAddress: null },
    days: { orderedOn: null, promisedOn: null, wantedOn: null },
    identity: null,
    retold: false,
  });
  if (!opened.ok) throw new Error(`A mail could not open its ${kind}: ${opened.reason}`);
  return { ...opened.value, written: WRITTEN };
}

/** The mail joins its ticket: a customer's as a message, a colleague's as an internal note. */
export async function threadMail(
  context: CommandContext,
  { mail, reply, safeHtml, facts, threadTicket }: Intake,
  contact: MailContact,
): Promise<Done> {
  const { email } = facts;
  const ticket = await lockTicket(context.tx, threadTicket ?? '');
  if (!ticket) throw new Error(`Ticket ${threadTicket} vanished while a mail joined it`);
  const said = wordsOf({ mail, reply, safeHtml }, contact);
  if (contact.customerId !== null) {
    const added = await addCustomerMessage(context, ticket, said, email.id);
    // a colleague whose customer lets colleagues join is written to from now on, while there is room
    if (facts.may_join && !facts.takes_part) {
      await admitParticipant(context, added.ticket, contact.userId);
    }
    return { ticketId: ticket.id, messageId: added.messageId, written: WRITTEN };
  }
  const messageId = await nextMessageId(context.tx);
  const note = prepareMessage({ ...said, visibility: 'internal' });
  await writeMessage(context, note, { id: messageId, ticketId: ticket.id });
  await continueHistory(context, ticket, [
    { type: 'note_added', data: { message: messageId, digest: note.digest } },
  ]);
  return { ticketId: ticket.id, messageId, written: WRITTEN };
}

/** Automatic mail goes on the record of the ticket it concerns, and does nothing else. */
export async function recordOnThread(
  context: CommandContext,
  { mail, facts, decision, threadTicket }: Intake,
): Promise<Done> {
  const ticket = threadTicket === null ? null : await lockTicket(context.tx, threadTicket);
  if (!ticket) return NOWHERE;
  const inbound = facts.email.id;
  const { nature, bounce, concerns } = decision.recognition;
  if (nature === 'bounce' && bounce) {
    // what a report returns is what came back: its other references are that mail's ancestors
    const messageIds = mail.original?.messageId ? [mail.original.messageId] : concerns;
    await bounceOn(context, ticket, { inboundEmailId: inbound, bounce, messageIds });
  } else {
    const data = { inbound_email: inbound, nature };
    await continueHistory(context, ticket, [{ type: 'automatic_mail_recorded', data }]);
  }
  return { ticketId: ticket.id, messageId: null, written: WRITTEN };
}

/** One too many for its ticket's hour waits for a person; staff see on the ticket that it does. */
export async function holdBack(
  context: CommandContext,
  { facts: { email }, threadTicket }: Intake,
): Promise<Done> {
  const ticket = threadTicket === null ? null : await lockTicket(context.tx, threadTicket);
  if (!ticket) return NOWHERE;
  await continueHistory(context, ticket, [
    { type: 'mail_held', data: { inbound_email: email.id } },
  ]);
  return { ticketId: ticket.id, messageId: null, written: WRITTEN };
}

function wordsOf(
  { mail, reply, safeHtml }: Pick<Intake, 'mail' | 'reply' | 'safeHtml'>,
  contact: MailContact,
) {
  return {
    visibility: 'public' as const,
    authorId: contact.userId,
    channel: 'email' as const,
    subject: shownLine(mail.subject),
    // what nobody can see is no word above a quotation
    body: shownLine(reply.visible) === '' ? '' : reply.visible,
    quoted: reply.quoted,
    html: safeHtml === null ? null : cleanText(safeHtml),
    attachments: mail.attachments.map(
      (file): NewAttachment => ({
        name: safeFileName(file.name),
        contentType: cleanLine(file.type),
        contentId: file.contentId === null ? null : cleanLine(file.contentId),
        inline: file.inline,
        bytes: file.content,
        digest: contentDigest(file.content),
      }),
    ),
  };
}

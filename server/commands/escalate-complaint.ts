import { dayIn } from '../domain/billing/claim-cap.ts';
import { mayEscalate } from '../domain/complaint/move.ts';
import { answeredAt } from '../domain/complaint/path.ts';
import { accept } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { complaintAcknowledgementLetter } from '../letters/complaint.ts';
import { nextMessageId } from '../store/messages.ts';
import { listThreadIds, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadComplaintBodies } from '../store/settings.ts';
import { findUser, type User } from '../store/users.ts';
import type { Command } from './command.ts';
import { continueComplaint } from './complaint-record.ts';
import { holdComplaintAsContact } from './held-complaint.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';
import { toAttachments, type UploadedFile } from './uploaded-files.ts';

export type EscalateInput = {
  number: string;
  /** Why it is not satisfied, or what it says of the silence. */
  body: string;
  files: readonly UploadedFile[];
};

/**
 * The customer takes its complaint to level 2: it is not satisfied, or heard nothing in time (P2).
 * Whoever had it in hand loses it: nobody handles both levels.
 */
export const escalateComplaint: Command<EscalateInput, null> = async (context, input) => {
  const { tx, now, house } = context;
  const held = await holdComplaintAsContact(context, input.number);
  if (!held.ok) return held;
  const { ticket, path, contact, provider } = held.value;
  const allowed = mayEscalate(path, now);
  if (!allowed.ok) return allowed;
  const body = readField('body', input.body, { max: 50_000 });
  if (!body.ok) return body;
  const files = checkAttachments(input.files);
  if (!files.ok) return files;

  const [messageId, letterId, bodies, requester, threadIds] = await Promise.all([
    nextMessageId(tx),
    nextOutboundEmailId(tx),
    loadComplaintBodies(tx),
    findUser(tx, ticket.requesterId),
    listThreadIds(tx, ticket.id),
  ]);
  const message = prepareMessage({
    visibility: 'public',
    authorId: contact.id,
    channel: 'portal',
    body: body.value,
    attachments: toAttachments(input.files),
  });
  const day = dayIn(provider.timeZone, now);
  const [first] = path.stages;
  const events: TicketEventData[] = [
    {
      type: 'message_received',
      data: { message: messageId, digest: message.digest, channel: 'portal' },
    },
    ...(answeredAt(first) === null || first.satisfied === false
      ? []
      : [{ type: 'complaint_reaction', data: { level: 1, satisfied: false } } as const]),
    { type: 'complaint_escalated', data: { means: 'portal', received_on: day } },
    { type: 'acknowledgement_sent', data: { outbound_email: letterId } },
  ];
  if (ticket.assigneeId !== null) {
    events.push({ type: 'ticket_assigned', data: { from: ticket.assigneeId, to: null } });
  }
  if (ticket.status !== 'new' && ticket.status !== 'open') {
    events.push({ type: 'status_changed', data: { from: ticket.status, to: 'open' } });
  }
  await writeMessage(context, message, { id: messageId, ticketId: ticket.id });
  const after = await continueComplaint(context, held.value, events);
  const letter = complaintAcknowledgementLetter(recipientOf(requester as User), {
    number: ticket.number,
    level: 2,
    path: after.path,
    provider,
    bodies,
    ticketUrl: ticketUrl(house.publicUrl, ticket.number),
  });
  await postLetter(context, letter, { id: letterId, ticket: after.ticket, threadIds });
  return accept(null);
};

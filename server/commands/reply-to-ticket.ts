import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { isEnded, statusAfterStaffReply } from '../domain/ticket/status.ts';
import { isNobody } from '../domain/user/nobody.ts';
import { replyLetter } from '../letters/reply.ts';
import { deleteDraft } from '../store/drafts.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { ticketUrl } from './post-letter.ts';
import { writeReply } from './staff-reply.ts';
import { wouldSkipAnswer } from './unanswered-complaint.ts';
import { wouldSkipDecision } from './undecided-dispute.ts';
import { wouldSkipRequest } from './unfinished-request.ts';
import { toAttachments, type UploadedFile } from './uploaded-files.ts';

export type ReplyInput = {
  number: string;
  body: string;
  files: readonly UploadedFile[];
  /** What the reply makes of the ticket; null leaves it as it is (a new one is taken up). */
  statusAfter: 'waiting_customer' | 'resolved' | null;
};

/** An agent answers the customer, and who takes part: on the portal at once, and by mail. */
export const replyToTicket: Command<ReplyInput, { messageId: number }> = async (context, input) => {
  const { tx, house } = context;
  const held = await holdAsStaff(context, input.number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  if (isEnded(ticket.status)) return refuse('ticket_closed');
  if (await wouldSkipDecision(tx, ticket, input.statusAfter)) return refuse('dispute_undecided');
  if (await wouldSkipAnswer(tx, ticket, input.statusAfter)) return refuse('complaint_unanswered');
  if (await wouldSkipRequest(tx, ticket, input.statusAfter)) return refuse('request_undecided');
  const body = readField('body', input.body, { max: 50_000 });
  if (!body.ok) return body;
  const files = checkAttachments(input.files);
  if (!files.ok) return files;

  const reply = await writeReply(context, ticket, {
    authorId: staff.id,
    body: body.value,
    attachments: toAttachments(input.files),
    copied: true,
  });
  if (isNobody(reply.to.address)) return refuse('nobody_to_answer');
  const events: TicketEventData[] = [reply.event];
  const status = statusAfterStaffReply(ticket.status, input.statusAfter);
  if (status !== ticket.status) {
    events.push({ type: 'status_changed', data: { from: ticket.status, to: status } });
  }
  const after = await continueHistory(context, ticket, events);
  const said = {
    body: body.value,
    authorName: staff.name,
    providerName: reply.provider.name,
    ticketUrl: ticketUrl(house.publicUrl, ticket.number),
    copyOf: null,
  };
  await reply.post(replyLetter(reply.to, after, said), after);
  await reply.postCopies(
    ({ to, ofCustomer }) =>
      replyLetter(to, after, {
        ...said,
        // another customer's contact has no place on this one's portal (V6)
        ticketUrl: ofCustomer ? said.ticketUrl : null,
        copyOf: reply.to.name,
      }),
    after,
  );
  await deleteDraft(tx, { userId: staff.id, ticketId: ticket.id, kind: 'reply' });
  return accept({ messageId: reply.messageId });
};

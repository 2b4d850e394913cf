import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import type { AskedStatus } from '../domain/ticket/held-reply.ts';
import { isEnded, statusAfterStaffReply } from '../domain/ticket/status.ts';
import { isNobody } from '../domain/user/nobody.ts';
import type { Db } from '../store/connect.ts';
import { deleteDraft } from '../store/drafts.ts';
import { listParticipants } from '../store/participants.ts';
import { findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { heldUntil, holdReply } from './hold-reply.ts';
import { sendReply } from './send-reply.ts';
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
  statusAfter: AskedStatus;
  /** The participants whom its author was shown as its readers; absent where nobody was asked. */
  readers?: readonly number[];
  /** Never held: something else that is told at once rests on it. */
  atOnce?: boolean;
};

/**
 * An agent answers the customer, and who takes part: on the portal and by mail, once its author had
 * the time to take it back.
 */
export const replyToTicket: Command<ReplyInput, { messageId: number; held: boolean }> = async (
  context,
  input,
) => {
  const { tx } = context;
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
  const requester = await findUser(tx, ticket.requesterId);
  if (!requester || isNobody(requester.email)) return refuse('nobody_to_answer');
  if (await isReadByMore(tx, ticket.id, input.readers)) return refuse('readers_changed');

  const said = {
    authorId: staff.id,
    body: body.value,
    attachments: toAttachments(input.files),
  };
  const until = input.atOnce ? null : await heldUntil(context, ticket);
  let messageId: number;
  if (until) {
    messageId = await holdReply(context, ticket, said, { until, status: input.statusAfter });
  } else {
    const reply = await writeReply(context, ticket, { ...said, copied: true });
    const status = statusAfterStaffReply(ticket.status, input.statusAfter);
    await sendReply(context, ticket, reply, { body: body.value, authorName: staff.name, status });
    messageId = reply.messageId;
  }
  await deleteDraft(tx, { userId: staff.id, ticketId: ticket.id, kind: 'reply' });
  return accept({ messageId, held: until !== null });
};

/** Whether somebody came since whom its author does not know of: a reply names its readers. */
async function isReadByMore(
  tx: Db,
  ticketId: number,
  shown: ReplyInput['readers'],
): Promise<boolean> {
  if (shown === undefined) return false;
  return (await listParticipants(tx, ticketId)).some(({ id }) => !shown.includes(id));
}

import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Command } from './command.ts';
import { addCustomerMessage } from './customer-message.ts';
import { holdAsRequester } from './held-ticket.ts';
import { toAttachments, type UploadedFile } from './uploaded-files.ts';

export type PostMessageInput = { number: string; body: string; files: readonly UploadedFile[] };

/** A customer's contact answers on the portal. */
export const postMessage: Command<PostMessageInput, { messageId: number }> = async (
  context,
  input,
) => {
  const held = await holdAsRequester(context, input.number);
  if (!held.ok) return held;
  const { ticket, contact } = held.value;
  if (isEnded(ticket.status)) return refuse('ticket_closed');
  const body = readField('body', input.body, { max: 50_000 });
  if (!body.ok) return body;
  const files = checkAttachments(input.files);
  if (!files.ok) return files;
  const { messageId } = await addCustomerMessage(context, ticket, {
    visibility: 'public',
    authorId: contact.id,
    channel: 'portal',
    body: body.value,
    attachments: toAttachments(input.files),
  });
  return accept({ messageId });
};

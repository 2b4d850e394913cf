import type { DataOf } from '../domain/ticket/event.ts';
import { nextMessageId } from '../store/messages.ts';
import type { CommandContext } from './command.ts';
import { prepareMessage, writeMessage } from './message-writing.ts';
import { toAttachments, type UploadedFile } from './uploaded-files.ts';

/**
 * Writes an internal note (V6).
 *
 * @returns what its event says; it goes into the history before whatever the note explains
 */
export async function writeNote(
  context: CommandContext,
  {
    ticketId,
    authorId,
    body,
    files = [],
  }: { ticketId: number; authorId: number; body: string; files?: readonly UploadedFile[] },
): Promise<{ type: 'note_added'; data: DataOf<'note_added'> }> {
  const id = await nextMessageId(context.tx);
  const note = prepareMessage({
    visibility: 'internal',
    authorId,
    channel: 'desk',
    body,
    attachments: toAttachments(files),
  });
  await writeMessage(context, note, { id, ticketId });
  return { type: 'note_added', data: { message: id, digest: note.digest } };
}

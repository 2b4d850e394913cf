import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import { findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { concernedBy } from './complaint-concerns.ts';
import { openComplaint } from './complaint-opening.ts';
import { recipientOf } from './post-letter.ts';
import { toAttachments, type UploadedFile } from './uploaded-files.ts';

export type LodgeComplaintInput = {
  subject: string;
  /** What happened. */
  body: string;
  /** What is asked for. */
  wanted: string;
  /** Numbers of the tickets concerned, and ids of the invoices. */
  tickets: readonly string[];
  invoices: readonly number[];
  files: readonly UploadedFile[];
};

/** A customer's contact lodges a complaint by the portal's form (P1). Nothing blocks it (I5). */
export const lodgeComplaint: Command<LodgeComplaintInput, { number: string }> = async (
  context,
  input,
) => {
  const { actor, tx } = context;
  if (actor.kind !== 'user' || actor.customerId === null) return refuse('forbidden');
  const subject = readField('subject', input.subject, { max: 200, line: true });
  if (!subject.ok) return subject;
  const body = readField('body', input.body, { max: 50_000 });
  if (!body.ok) return body;
  const wanted = readField('wanted', input.wanted, { max: 5_000 });
  if (!wanted.ok) return wanted;
  const files = checkAttachments(input.files);
  if (!files.ok) return files;
  const concerned = await concernedBy(tx, actor.customerId, input);
  if (!concerned.ok) return concerned;
  const contact = await findUser(tx, actor.id);
  if (!contact || contact.disabledAt) return refuse('account_disabled');
  const opened = await openComplaint(context, {
    customerId: actor.customerId,
    requester: { ...recipientOf(contact), userId: contact.id },
    subject: subject.value,
    wanted: wanted.value,
    said: {
      visibility: 'public',
      authorId: actor.id,
      channel: 'portal',
      body: body.value,
      attachments: toAttachments(input.files),
    },
    means: 'portal',
    concerned: concerned.value,
  });
  return opened.ok ? accept({ number: opened.value.ticket.number }) : opened;
};

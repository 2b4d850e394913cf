import { localTime } from '../domain/calendar/local-time.ts';
import { COMPLAINT_MEANS, type ComplaintMeans } from '../domain/complaint/event.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import { may } from '../domain/user/permission.ts';
import { findUserByEmail } from '../store/users.ts';
import type { Command } from './command.ts';
import { concernedBy } from './complaint-concerns.ts';
import { openComplaint } from './complaint-opening.ts';
import { recipientOf } from './post-letter.ts';
import { toAttachments, type UploadedFile } from './uploaded-files.ts';

export type RecordComplaintInput = {
  /** The address of the contact who complains. */
  email: string;
  means: ComplaintMeans;
  /** `YYYY-MM-DD` in the provider's zone. */
  receivedOn: string;
  subject: string;
  body: string;
  wanted: string;
  tickets: readonly string[];
  /** The letter's scan, or the mail. */
  files: readonly UploadedFile[];
};

/** Staff record a complaint that came by letter, call or mail, with its date of receipt (P1). */
export const recordComplaint: Command<RecordComplaintInput, { number: string }> = async (
  context,
  input,
) => {
  const { actor, tx } = context;
  if (actor.kind !== 'user' || !may(actor, 'record_complaints')) return refuse('forbidden');
  if (input.means === 'portal' || !COMPLAINT_MEANS.includes(input.means)) {
    return refuse('invalid_choice', { field: 'means' });
  }
  if (input.receivedOn.length !== 10 || localTime(input.receivedOn) === null) {
    return refuse('unreadable_time', { field: 'received_on' });
  }
  const subject = readField('subject', input.subject, { max: 200, line: true });
  if (!subject.ok) return subject;
  const body = readField('body', input.body, { max: 50_000 });
  if (!body.ok) return body;
  const wanted = readField('wanted', input.wanted, { max: 5_000 });
  if (!wanted.ok) return wanted;
  const files = checkAttachments(input.files);
  if (!files.ok) return files;
  const contact = await findUserByEmail(tx, input.email.trim().toLowerCase());
  if (!contact || contact.customerId === null) return refuse('unknown_contact', { field: 'email' });
  const named = { tickets: input.tickets, invoices: [] };
  const concerned = await concernedBy(tx, contact.customerId, named);
  if (!concerned.ok) return concerned;
  const opened = await openComplaint(context, {
    customerId: contact.customerId,
    requester: { ...recipientOf(contact), userId: contact.id },
    subject: subject.value,
    wanted: wanted.value,
    said: {
      visibility: 'public',
      authorId: actor.id,
      channel: input.means === 'call' ? 'telephone' : 'desk',
      body: body.value,
      attachments: toAttachments(input.files),
    },
    means: input.means,
    receivedOn: input.receivedOn,
    concerned: concerned.value,
  });
  return opened.ok ? accept({ number: opened.value.ticket.number }) : opened;
};

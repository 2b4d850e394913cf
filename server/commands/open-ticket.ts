import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import type { TicketKind } from '../domain/ticket/ticket.ts';
import { findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { concernedService } from './concerned-service.ts';
import { recipientOf } from './post-letter.ts';
import { openTicketWith } from './ticket-opening.ts';
import { toAttachments, type UploadedFile } from './uploaded-files.ts';

export type OpenTicketInput = {
  kind: TicketKind;
  /** The service concerned, where it was said. */
  serviceId?: number | null;
  subject: string;
  body: string;
  files: readonly UploadedFile[];
};

/** A customer's contact opens a ticket by the portal's form (I1). */
export const openTicket: Command<OpenTicketInput, { number: string }> = async (context, input) => {
  const { actor, tx, now } = context;
  if (actor.kind !== 'user' || actor.customerId === null) return refuse('forbidden');
  const subject = readField('subject', input.subject, { max: 200, line: true });
  if (!subject.ok) return subject;
  const body = readField('body', input.body, { max: 50_000 });
  if (!body.ok) return body;
  const files = checkAttachments(input.files);
  if (!files.ok) return files;
  const service = await concernedService(tx, actor.customerId, input.serviceId ?? null);
  if (!service.ok) return service;
  const contact = await findUser(tx, actor.id);
  if (!contact || contact.disabledAt) return refuse('account_disabled');

  const { ticket, written } = await openTicketWith(context, {
    kind: input.kind,
    channel: 'portal',
    subject: subject.value,
    customerId: actor.customerId,
    serviceId: service.value,
    requester: { ...recipientOf(contact), userId: contact.id },
    receivedAt: now,
    said: {
      visibility: 'public',
      authorId: actor.id,
      channel: 'portal',
      body: body.value,
      attachments: toAttachments(input.files),
    },
    acknowledge: true,
  });
  await written;
  return accept({ number: ticket.number });
};

import { tariffMark } from '../domain/billing/recall.ts';
import { isAlwaysOpen } from '../domain/conduct/always-open.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import type { TicketKind } from '../domain/ticket/ticket.ts';
import { nextAcceptanceId } from '../store/acceptances.ts';
import { findBlock } from '../store/customer-blocks.ts';
import { type Prepared, prepareOpening } from '../store/ticket-opening.ts';
import { findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { concernedService } from './concerned-service.ts';
import { checkTests, keepTests, type Tested } from './declared-tests.ts';
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
  /** What the form showed of the tariff (I4); absent where no form did: the letter then tells it. */
  tariff?: FormTariff;
  /** What was tested before an incident was declared, of what is recommended (I4). */
  tests?: readonly Tested[];
};

/** `shown`: the mark of what was read (`tariffMark`), null where the form showed no tariff. */
export type FormTariff = { shown: string | null; accepted: boolean };

/** A customer's contact opens a ticket by the portal's form (I1). */
export const openTicket: Command<OpenTicketInput, { number: string }> = async (context, input) => {
  const { actor, tx, now } = context;
  if (actor.kind !== 'user' || actor.customerId === null) return refuse('forbidden');
  const block = isAlwaysOpen(input.kind) ? null : await findBlock(tx, actor.customerId);
  if (block) return refuse('customer_blocked', { details: { reason: block.reason } });
  const subject = readField('subject', input.subject, { max: 200, line: true });
  if (!subject.ok) return subject;
  const body = readField('body', input.body, { max: 50_000 });
  if (!body.ok) return body;
  const files = checkAttachments(input.files);
  if (!files.ok) return files;
  const service = await concernedService(tx, actor.customerId, input.serviceId ?? null);
  if (!service.ok) return service;
  const tests = await checkTests(tx, actor.customerId, input);
  if (!tests.ok) return tests;
  const contact = await findUser(tx, actor.id);
  if (!contact || contact.disabledAt) return refuse('account_disabled');

  const [prepared, acceptanceId] = await Promise.all([
    prepareOpening(tx, {
      customerId: actor.customerId,
      serviceId: service.value,
      receivedAt: now,
    }),
    input.tariff?.accepted ? nextAcceptanceId(tx) : null,
  ]);
  const shown = checkTariff(input, prepared);
  if (!shown.ok) return shown;
  const { ticket, messageId, written } = await openTicketWith(context, {
    prepared,
    acceptance:
      acceptanceId === null ? null : { id: acceptanceId, means: 'form', userId: actor.id },
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
    acknowledge: 'now',
  });
  await written;
  await keepTests(context, { ticket, messageId, contactId: contact.id }, tests.value);
  return accept({ number: ticket.number });
};

/** An incident's form is sent under the tariff that it showed, once that is accepted (I4). */
function checkTariff({ kind, tariff }: OpenTicketInput, prepared: Prepared): Outcome<null> {
  if (kind !== 'incident' || !tariff) return accept(null);
  const inForce = prepared.tariff && tariffMark(prepared.tariff, prepared.quality);
  if (tariff.shown !== inForce) return refuse('tariff_changed', { field: 'tariff_accepted' });
  if (inForce !== null && !tariff.accepted) {
    return refuse('acceptance_required', { field: 'tariff_accepted' });
  }
  return accept(null);
}

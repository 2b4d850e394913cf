import { isAlwaysOpen } from '../domain/conduct/always-open.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { REQUALIFIABLE, type TicketKind } from '../domain/ticket/ticket.ts';
import { readAddress } from '../domain/user/email-address.ts';
import { may } from '../domain/user/permission.ts';
import { nextAcceptanceId } from '../store/acceptances.ts';
import { findBlock } from '../store/customer-blocks.ts';
import { prepareOpening } from '../store/ticket-opening.ts';
import { findUserByEmail } from '../store/users.ts';
import type { Command } from './command.ts';
import { concernedService } from './concerned-service.ts';
import { addContact, type ContactDetails } from './contact.ts';
import { recipientOf } from './post-letter.ts';
import { openTicketWith } from './ticket-opening.ts';

export type RecordCallInput = {
  kind: TicketKind;
  /** The caller's service concerned, where it was said. */
  serviceId?: number | null;
  subject: string;
  /** What the caller said, as the agent noted it. */
  body: string;
  /** The caller; its details are used only where nobody has this address yet. */
  caller: ContactDetails;
  /** The version of the tariff that an incident's caller was told and accepted (D5). */
  acceptedTariffId?: number | null;
};

/** An agent records a telephone call as a ticket (I1); the caller is told its number by mail. */
export const recordCall: Command<RecordCallInput, { number: string }> = async (context, input) => {
  const { actor, tx, now } = context;
  if (!may(actor, 'handle_requests') || actor.kind !== 'user') return refuse('forbidden');
  if (!REQUALIFIABLE.includes(input.kind)) return refuse('invalid_choice', { field: 'kind' });
  const email = readAddress(input.caller.email);
  if (!email.ok) return email;
  const subject = readField('subject', input.subject, { max: 200, line: true });
  if (!subject.ok) return subject;
  const body = readField('body', input.body, { max: 50_000 });
  if (!body.ok) return body;

  const known = await findUserByEmail(tx, email.value);
  if (known && known.customerId === null) return refuse('invalid_choice', { field: 'email' });
  const caller = known
    ? { ok: true as const, value: known }
    : await addContact(context, input.caller, { confirmed: true });
  if (!caller.ok) return caller;
  const customerId = caller.value.customerId as number;
  const block = isAlwaysOpen(input.kind) ? null : await findBlock(tx, customerId);
  if (block) return refuse('customer_blocked', { details: { reason: block.reason } });
  const service = await concernedService(tx, customerId, input.serviceId ?? null);
  if (!service.ok) return service;

  const accepted = input.kind === 'incident' ? (input.acceptedTariffId ?? null) : null;
  const [prepared, acceptanceId] = await Promise.all([
    prepareOpening(tx, { customerId, serviceId: service.value, receivedAt: now }),
    accepted === null ? null : nextAcceptanceId(tx),
  ]);
  if (accepted !== null && accepted !== prepared.tariff?.id) {
    return refuse('tariff_changed', { field: 'tariff_accepted' });
  }
  const { ticket, written } = await openTicketWith(context, {
    prepared,
    acceptance:
      acceptanceId === null ? null : { id: acceptanceId, means: 'call', userId: actor.id },
    kind: input.kind,
    channel: 'telephone',
    subject: subject.value,
    customerId,
    serviceId: service.value,
    requester: { ...recipientOf(caller.value), userId: caller.value.id },
    receivedAt: now,
    said: {
      visibility: 'public',
      authorId: actor.id,
      channel: 'telephone',
      body: body.value,
    },
    acknowledge: 'now',
  });
  await written;
  return accept({ number: ticket.number });
};

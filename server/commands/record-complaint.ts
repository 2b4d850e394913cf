import { localTime } from '../domain/calendar/local-time.ts';
import { COMPLAINT_MEANS, type ComplaintMeans } from '../domain/complaint/event.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { readAddress } from '../domain/user/email-address.ts';
import { may } from '../domain/user/permission.ts';
import type { Db } from '../store/connect.ts';
import { loadProvider } from '../store/settings.ts';
import { linkTickets, lockTicket } from '../store/tickets.ts';
import { findUserByEmail, type User } from '../store/users.ts';
import type { Command, CommandContext } from './command.ts';
import { concernedBy } from './complaint-concerns.ts';
import { openComplaint } from './complaint-opening.ts';
import { type ComplaintWords, readComplaint } from './complaint-words.ts';
import { addContact } from './contact.ts';
import { continueHistory } from './history.ts';
import { recipientOf } from './post-letter.ts';

export type RecordComplaintInput = ComplaintWords & {
  /** The address of the contact who complains. */
  email: string;
  means: ComplaintMeans;
  /** `YYYY-MM-DD` in the provider's zone. */
  receivedOn: string;
  tickets: readonly string[];
  /** The ticket that it was made of; none where it came by itself. */
  origin?: string;
  /** Who complains, where nobody has the address yet. */
  name?: string;
};

/** A mail that staff write down is told as what it was: by mail. */
const MESSAGE_CHANNEL = {
  portal: 'desk',
  email: 'desk',
  letter: 'letter',
  call: 'telephone',
} as const;

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
  const words = readComplaint(input);
  if (!words.ok) return words;
  const { subject, body, wanted, attachments } = words.value;
  const found = await contactOf(context, input);
  if (!found.ok) return found;
  const contact = found.value;
  const customerId = contact.customerId as number;
  const origin = await originOf(tx, customerId, input.origin ?? '');
  if (!origin.ok) return origin;
  const from = origin.value ? [origin.value.number] : [];
  const named = { tickets: [...new Set([...from, ...input.tickets])], invoices: [] };
  const concerned = await concernedBy(tx, customerId, named);
  if (!concerned.ok) return concerned;
  const opened = await openComplaint(context, {
    customerId,
    requester: { ...recipientOf(contact), userId: contact.id },
    subject,
    wanted,
    said: {
      visibility: 'public',
      authorId: actor.id,
      channel: MESSAGE_CHANNEL[input.means],
      body,
      attachments,
    },
    means: input.means,
    receivedOn: input.receivedOn,
    concerned: concerned.value,
    ...(origin.value ? { linkedFrom: origin.value.number } : {}),
  });
  if (!opened.ok) return opened;
  const { id, number } = opened.value.ticket;
  if (origin.value) {
    await continueHistory(context, origin.value, [
      { type: 'ticket_linked', data: { ticket: number } },
    ]);
    await linkTickets(tx, origin.value.id, id, context.now);
  }
  return accept({ number });
};

/** Whoever has the address; somebody whom nobody knows yet is added, where a name was given. */
async function contactOf(
  context: CommandContext,
  { email: typed, name = '' }: Pick<RecordComplaintInput, 'email' | 'name'>,
): Promise<Outcome<User>> {
  const email = readAddress(typed);
  if (!email.ok) return email;
  const known = await findUserByEmail(context.tx, email.value);
  if (known) {
    return known.customerId === null
      ? refuse('unknown_contact', { field: 'email' })
      : accept(known);
  }
  if (name.trim() === '') return refuse('unknown_contact', { field: 'email' });
  const { timeZone } = await loadProvider(context.tx);
  // unknown is treated as a consumer; base support writes in French (I7)
  const details = { name, email: email.value, organisation: '', timeZone } as const;
  return addContact(context, { ...details, quality: 'unknown', locale: 'fr' }, { confirmed: true });
}

/** The ticket that a complaint is made of: its own customer's, and no complaint itself. */
async function originOf(
  tx: Db,
  customerId: number,
  number: string,
): Promise<Outcome<Ticket | null>> {
  if (number === '') return accept(null);
  const ticket = await lockTicket(tx, number);
  if (!ticket || ticket.kind === 'complaint') return refuse('unknown_ticket', { field: 'origin' });
  if (ticket.customerId !== customerId) return refuse('another_customer', { field: 'email' });
  return accept(ticket);
}

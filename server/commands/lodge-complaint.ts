import { accept, refuse } from '../domain/outcome.ts';
import { findUser } from '../store/users.ts';
import type { Command } from './command.ts';
import { concernedBy } from './complaint-concerns.ts';
import { openComplaint } from './complaint-opening.ts';
import { type ComplaintWords, readComplaint } from './complaint-words.ts';
import { recipientOf } from './post-letter.ts';

export type LodgeComplaintInput = ComplaintWords & {
  /** Numbers of the tickets concerned, and ids of the invoices. */
  tickets: readonly string[];
  invoices: readonly number[];
};

/** A customer's contact lodges a complaint by the portal's form (P1). Nothing blocks it (I5). */
export const lodgeComplaint: Command<LodgeComplaintInput, { number: string }> = async (
  context,
  input,
) => {
  const { actor, tx } = context;
  if (actor.kind !== 'user' || actor.customerId === null) return refuse('forbidden');
  const words = readComplaint(input);
  if (!words.ok) return words;
  const { subject, body, wanted, attachments } = words.value;
  const concerned = await concernedBy(tx, actor.customerId, input);
  if (!concerned.ok) return concerned;
  const contact = await findUser(tx, actor.id);
  if (!contact || contact.disabledAt) return refuse('account_disabled');
  const opened = await openComplaint(context, {
    customerId: actor.customerId,
    requester: { ...recipientOf(contact), userId: contact.id },
    subject,
    wanted,
    said: {
      visibility: 'public',
      authorId: actor.id,
      channel: 'portal',
      body,
      attachments,
    },
    means: 'portal',
    concerned: concerned.value,
  });
  return opened.ok ? accept({ number: opened.value.ticket.number }) : opened;
};

import type { AcceptanceMeans } from '../domain/billing/event.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { readAcceptanceToken } from '../security/acceptance-link.ts';
import {
  acceptanceOf,
  insertAcceptance,
  isConcluded,
  nextAcceptanceId,
} from '../store/acceptances.ts';
import type { Db } from '../store/connect.ts';
import { lockTicket } from '../store/tickets.ts';
import type { Command, CommandContext } from './command.ts';
import { holdAsRequester, holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

/** Whoever holds the link of the letter accepts the tariff for the ticket's requester (D5). */
export const acceptTariffByLink: Command<{ token: string }, null> = async (context, { token }) => {
  const number = readAcceptanceToken(context.house.secret, token);
  const ticket = number === null ? null : await lockTicket(context.tx, number);
  if (!ticket) return refuse('not_found');
  return acceptFor(context, ticket, { means: 'signed_link', userId: ticket.requesterId });
};

/** A contact accepts the tariff on its ticket's page. */
export const acceptTariff: Command<{ number: string }, null> = async (context, { number }) => {
  const held = await holdAsRequester(context, number);
  if (!held.ok) return held;
  const { ticket, contact } = held.value;
  return acceptFor(context, ticket, { means: 'form', userId: contact.id });
};

/** An agent notes that the customer accepted the tariff in a call (D5). */
export const noteAcceptance: Command<{ number: string }, null> = async (context, { number }) => {
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  return acceptFor(context, ticket, { means: 'call', userId: staff.id });
};

/** Once only: accepting again changes nothing. The ticket is held, so two at once are one. */
async function acceptFor(
  context: CommandContext,
  ticket: Ticket,
  { means, userId }: { means: AcceptanceMeans; userId: number },
): Promise<Outcome<null>> {
  const { tx, now } = context;
  if (await acceptanceOf(tx, ticket.id)) return accept(null);
  const open = await mayStillAccept(tx, ticket);
  if (!open.ok) return open;
  const acceptance = { id: await nextAcceptanceId(tx), means };
  const of = { ticketId: ticket.id, tariffVersionId: open.value, userId, acceptedAt: now };
  await insertAcceptance(tx, { ...acceptance, ...of });
  await continueHistory(context, ticket, [
    {
      type: 'tariff_accepted',
      data: { acceptance: acceptance.id, tariff: open.value, means },
    },
  ]);
  return accept(null);
}

/**
 * Whether a ticket's tariff may still be accepted: before the diagnosis is concluded and the ticket
 * ends, or the customer would agree to what it no longer decides.
 *
 * @returns the version that was told
 */
export async function mayStillAccept(db: Db, ticket: Ticket): Promise<Outcome<number>> {
  if (ticket.kind !== 'incident') return refuse('not_an_incident');
  if (ticket.tariffVersionId === null) return refuse('no_tariff');
  if (ticket.mergedIntoId !== null) return refuse('ticket_merged');
  if (isEnded(ticket.status)) return refuse('ticket_closed');
  if (await isConcluded(db, ticket.id)) return refuse('already_concluded');
  return accept(ticket.tariffVersionId);
}

import { recalled, shownTariff } from '../domain/billing/recall.ts';
import type { Quality, Tariff } from '../domain/billing/tariff.ts';
import { accept, refuse } from '../domain/outcome.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { regimeOf, type Ticket } from '../domain/ticket/ticket.ts';
import { isNobody } from '../domain/user/nobody.ts';
import {
  type AcknowledgedTicket,
  type GroupedTariff,
  groupedAcknowledgementLetter,
} from '../letters/acknowledgement-grouped.ts';
import { lockOwed, settleOwed } from '../store/acknowledgements.ts';
import { findCustomer } from '../store/customers.ts';
import { loadCompiled, loadHandling } from '../store/handling.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { tariffInForce } from '../store/tariffs.ts';
import { lockTicketById } from '../store/tickets.ts';
import { findUser } from '../store/users.ts';
import type { Command, CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import { acceptanceUrl, postLetter, recipientOf, ticketUrl } from './post-letter.ts';

/** Requests that one letter tells of; the next letter tells of the rest. */
const IN_ONE_LETTER = 100;

type Owed = AcknowledgedTicket & { ticket: Ticket; tariff: Tariff | null };

/**
 * Acknowledges at once what a known customer is owed for having written very often (I2): delayed,
 * never dropped. Of two at the same time, the second finds nothing left.
 *
 * @returns how many requests the letter tells of
 */
export const groupAcknowledgements: Command<{ userId: number }, { told: number }> = async (
  context,
  { userId },
) => {
  const { actor, tx, now } = context;
  if (actor.kind !== 'system') return refuse('forbidden');
  const ticketIds = await lockOwed(tx, userId, IN_ONE_LETTER);
  if (ticketIds.length === 0) return accept({ told: 0 });
  const [user, id, provider, handling] = await Promise.all([
    findUser(tx, userId),
    nextOutboundEmailId(tx),
    loadProvider(tx),
    loadHandling(tx, now),
  ]);
  if (!user || user.customerId === null || isNobody(user.email)) return refuse('not_found');
  const customer = await findCustomer(tx, user.customerId);
  const quality = customer?.quality ?? 'unknown';
  const tickets: Owed[] = [];
  for (const ticketId of ticketIds) tickets.push(await owed(context, ticketId));

  const letter = groupedAcknowledgementLetter(recipientOf(user), {
    provider,
    office: handling.information_request,
    now,
    tickets,
    tariffs: byTariff(tickets, quality),
  });
  // what becomes of it is told on the newest of them, and an answer to it joins that one
  await postLetter(context, letter, { id, ticket: tickets.at(-1)?.ticket ?? null });
  await settleOwed(tx, ticketIds, { outboundEmailId: id, now });
  for (const { ticket, tariff } of tickets) {
    const told: TicketEventData[] = [
      { type: 'acknowledgement_sent', data: { outbound_email: id } },
      ...(tariff ? [recalled(tariff, quality, 'letter')] : []),
    ];
    await continueHistory(context, ticket, told);
  }
  return accept({ told: tickets.length });
};

/** What is told of one: the tariff is the one in force at its receipt, unless it was told since. */
async function owed({ tx, house }: CommandContext, ticketId: number): Promise<Owed> {
  const ticket = await lockTicketById(tx, ticketId);
  if (!ticket) throw new Error(`Ticket ${ticketId} is owed an acknowledgement and does not exist`);
  const { number, kind, judgedBy, receivedAt } = ticket;
  const calendar = judgedBy && calendarOf(judgedBy, kind);
  const untold = kind === 'incident' && ticket.tariffVersionId === null;
  const [tariff, handledBy] = await Promise.all([
    untold ? tariffInForce(tx, receivedAt) : null,
    calendar === null ? null : loadCompiled(tx, calendar),
  ]);
  return {
    ticket,
    tariff,
    handledBy,
    ticketUrl: ticketUrl(house.publicUrl, number),
    acceptUrl: tariff && acceptanceUrl(house, number),
  };
}

function calendarOf(judgedBy: NonNullable<Ticket['judgedBy']>, kind: Ticket['kind']): number {
  const { incident_calendar, information_calendar } = judgedBy;
  return regimeOf(kind) === 'incident' ? incident_calendar : information_calendar;
}

function byTariff(tickets: readonly Owed[], quality: Quality): GroupedTariff[] {
  const tariffs = new Map(tickets.flatMap(({ tariff }) => (tariff ? [[tariff.id, tariff]] : [])));
  return [...tariffs.values()].map((tariff) => ({
    shown: shownTariff(tariff, quality),
    numbers: tickets
      .filter((one) => one.tariff?.id === tariff.id)
      .map(({ ticket }) => ticket.number),
  }));
}

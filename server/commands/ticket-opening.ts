import { Temporal } from 'temporal-polyfill';
import { recalled, shownTariff } from '../domain/billing/recall.ts';
import type { Acknowledging } from '../domain/mail/brakes.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { JudgedBy } from '../domain/ticket/judged-by.ts';
import {
  type Channel,
  regimeOf,
  type Ticket,
  type TicketKind,
  ticketNumber,
} from '../domain/ticket/ticket.ts';
import { isNobody } from '../domain/user/nobody.ts';
import { acknowledgementLetter } from '../letters/acknowledgement.ts';
import type { Letter, Recipient } from '../letters/letter.ts';
import { insertAcceptance } from '../store/acceptances.ts';
import { insertAcknowledgement } from '../store/acknowledgements.ts';
import type { Db } from '../store/connect.ts';
import { loadCompiled } from '../store/handling.ts';
import type { SenderAccount } from '../store/mail-accounts.ts';
import { type Prepared, prepareOpening } from '../store/ticket-opening.ts';
import type { CommandContext } from './command.ts';
import { beginHistory } from './history.ts';
import { prepareMessage, type Said, writeMessage } from './message-writing.ts';
import { acceptanceUrl, postLetter, ticketUrl } from './post-letter.ts';

export type Opening = {
  kind: TicketKind;
  channel: Channel;
  subject: string;
  customerId: number;
  requester: Recipient & { userId: number };
  receivedAt: Date;
  /** The service concerned, where it was said. */
  serviceId?: number | null;
  said: Said;
  /** What becomes of the acknowledgement of its receipt (I2). */
  acknowledge: Acknowledging;
  /** Whoever wrote is greeted without a name: nobody vouched for it, and it may say anything. */
  nameless?: boolean;
  /** The Message-ID that the acknowledgement answers, where a mail opened the ticket. */
  answers?: string | null;
  inboundEmailId?: number;
  linkedFrom?: string;
  /** Which of our addresses it came to; null for the environment's. */
  mailAccount?: SenderAccount | null;
  /** What opening begins with, where it was asked for already. */
  prepared?: Prepared;
  /** What else it begins with, between the opening and the first message. */
  also?: readonly TicketEventData[];
  /** What its receipt is acknowledged by, where its kind has a letter of its own. */
  acknowledgement?: (number: string, to: Recipient) => Letter;
  /** That the tariff was accepted as the incident was declared, and who says so (D5). */
  acceptance?: { id: number; means: 'form' | 'call'; userId: number } | null;
};

/**
 * Opens a ticket with its first message, and tells its requester the number (I2).
 *
 * @returns the ticket before its rows are written: what else the command writes travels with them,
 * and it ends by awaiting `written`
 */
export async function openTicketWith(
  context: CommandContext,
  opening: Opening,
): Promise<{ ticket: Ticket; messageId: number; written: Promise<unknown> }> {
  const { tx, house, now } = context;
  const prepared =
    opening.prepared ??
    (await prepareOpening(tx, {
      customerId: opening.customerId,
      serviceId: opening.serviceId ?? null,
      receivedAt: opening.receivedAt,
    }));
  const { provider, judged, office: officeVersion, quality, ...ids } = prepared;
  // an incident's alone: nothing else is diagnosed at a price (4.3)
  const tariff = opening.kind === 'incident' ? prepared.tariff : null;
  const acceptance = tariff && opening.acceptance;
  // who left no address is told nothing
  const acknowledge = isNobody(opening.requester.address) ? 'never' : opening.acknowledge;
  const told = acknowledge === 'now';
  // compiled once and kept: no question is asked of the database
  const [handledBy, office] = await Promise.all([
    handlingOf(tx, judged, opening.kind),
    officeVersion === null ? null : loadCompiled(tx, officeVersion),
  ]);
  const number = ticketNumber(yearIn(opening.receivedAt, provider.timeZone), ids.serial);
  const message = prepareMessage({ subject: opening.subject, ...opening.said });

  const events: TicketEventData[] = [
    {
      type: 'ticket_opened',
      data: {
        number,
        kind: opening.kind,
        channel: opening.channel,
        customer: opening.customerId,
        requester: opening.requester.userId,
        received_at: opening.receivedAt.toISOString(),
        ...(opening.serviceId ? { service: opening.serviceId } : {}),
        ...(judged ? { judged } : {}),
      },
    },
    ...(opening.also ?? []),
    {
      type: 'message_received',
      data: {
        message: ids.message,
        digest: message.digest,
        channel: opening.channel,
        ...(opening.inboundEmailId === undefined ? {} : { inbound_email: opening.inboundEmailId }),
      },
    },
  ];
  if (told) events.push({ type: 'acknowledgement_sent', data: { outbound_email: ids.letter } });
  if (acknowledge === 'withheld') events.push({ type: 'acknowledgement_withheld', data: {} });
  const byForm = acceptance?.means === 'form';
  // whoever is not answered was told nothing
  if (tariff && (byForm || told)) {
    events.push(recalled(tariff, quality, byForm ? 'form' : 'letter'));
  }
  if (tariff && acceptance) {
    const { id, means } = acceptance;
    events.push({ type: 'tariff_accepted', data: { acceptance: id, tariff: tariff.id, means } });
  }
  if (opening.linkedFrom !== undefined) {
    events.push({ type: 'ticket_linked', data: { ticket: opening.linkedFrom } });
  }

  const sender = opening.mailAccount ?? null;
  const about = {
    id: ids.ticket,
    subject: opening.subject,
    mailAccountId: sender?.id ?? null,
  };
  const { ticket, written: begun } = beginHistory(context, about, events);
  const writing: Promise<unknown>[] = [
    begun,
    writeMessage(context, message, { id: ids.message, ticketId: ids.ticket }),
  ];
  if (tariff && acceptance) {
    const { userId, ...accepted } = acceptance;
    const of = { ticketId: ids.ticket, tariffVersionId: tariff.id, userId, acceptedAt: now };
    writing.push(insertAcceptance(tx, { ...accepted, ...of }));
  }
  if (told) {
    const to = opening.nameless ? { ...opening.requester, name: '' } : opening.requester;
    const own = opening.acknowledgement?.(number, to);
    const letter =
      own ??
      acknowledgementLetter(to, ticket, {
        provider,
        ticketUrl: ticketUrl(house.publicUrl, number),
        handledBy,
        office,
        now,
        tariff: tariff && {
          shown: shownTariff(tariff, quality),
          accepted: acceptance?.means ?? null,
          acceptUrl: acceptance ? null : acceptanceUrl(house, number),
        },
      });
    const threadIds = opening.answers ? [opening.answers] : [];
    writing.push(postLetter(context, letter, { id: ids.letter, ticket, threadIds, sender }));
  }
  if (acknowledge !== 'never') {
    writing.push(
      insertAcknowledgement(tx, {
        ticketId: ids.ticket,
        userId: opening.requester.userId,
        state: acknowledge === 'now' ? 'sent' : acknowledge,
        outboundEmailId: told ? ids.letter : null,
        decidedAt: now,
      }),
    );
  }
  return { ticket, messageId: ids.message, written: Promise.all(writing) };
}

/** The calendar that a ticket of this kind is handled by. */
function handlingOf(db: Db, judged: JudgedBy | null, kind: TicketKind) {
  if (judged === null) return null;
  const { incident_calendar, information_calendar } = judged;
  return loadCompiled(db, regimeOf(kind) === 'incident' ? incident_calendar : information_calendar);
}

/** The year on the provider's calendar, which is where its days begin and end (10.10). */
function yearIn(at: Date, timeZone: string): number {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone).year;
}

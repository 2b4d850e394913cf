import { dayIn } from '../domain/billing/claim-cap.ts';
import { requestDates, type SaidDays } from '../domain/contract-request/dates.ts';
import type { IdentityMeans, RequestKind } from '../domain/contract-request/event.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { requestAcknowledgementLetter } from '../letters/contract-request.ts';
import { identityToken } from '../security/identity-link.ts';
import { insertContractRequest } from '../store/contract-requests.ts';
import { findCustomer } from '../store/customers.ts';
import type { CommandContext } from './command.ts';
import { ticketUrl } from './post-letter.ts';
import { providerPlace } from './provider-place.ts';
import { type Opening, openTicketWith } from './ticket-opening.ts';

export type RequestOpening = Omit<
  Opening,
  'kind' | 'also' | 'acknowledgement' | 'acceptance' | 'serviceId'
> & {
  kind: RequestKind;
  /** What it is about, who asks and from where, in the words of whoever asks. */
  declared: { service: string; name: string; postalAddress: string | null };
  days: SaidDays;
  /** How whoever asks was found to be who it says; null where the link is still to be followed. */
  identity: IdentityMeans | null;
  /** Its acknowledgement repeats what was declared, as the law asks of the form (L221-21). */
  retold?: boolean;
};

/**
 * Opens a withdrawal, a cancellation or a termination: a ticket of its kind, its dates counted from
 * the day of its receipt, and the acknowledgement that says them (R1–R3).
 */
export async function openContractRequest(
  context: CommandContext,
  { declared, days, identity, retold = true, ...opening }: RequestOpening,
): Promise<Outcome<{ ticket: Ticket; messageId: number }>> {
  const { tx, now, house } = context;
  const { kind, receivedAt } = opening;
  const [{ provider, ...place }, customer] = await Promise.all([
    providerPlace(tx, now),
    findCustomer(tx, opening.customerId),
  ]);
  if (!customer) return refuse('not_found');
  // unknown is treated as a consumer: no right is withheld for want of a form
  const quality = customer.quality === 'professional' ? 'professional' : 'consumer';
  const receivedOn = dayIn(provider.timeZone, receivedAt);
  const counted = requestDates(kind, quality, days, receivedOn, place);
  if (!counted.ok) return counted;
  const dates = counted.value;

  const { ticket, messageId, written } = await openTicketWith(context, {
    ...opening,
    also: [
      {
        type: 'contract_request_received',
        data: {
          quality,
          received_on: receivedOn,
          ordered_on: dates.orderedOn,
          promised_on: dates.promisedOn,
          wanted_on: dates.wantedOn,
          effective_on: dates.effectiveOn,
          refund_by: dates.refundBy,
        },
      },
      ...(identity === null
        ? []
        : [{ type: 'contract_request_identified', data: { means: identity } } as const]),
    ],
    acknowledgement: (number, to) =>
      requestAcknowledgementLetter(to, {
        number,
        kind,
        provider,
        declared: retold ? declared : null,
        dates,
        receivedAt,
        professional: quality === 'professional',
        confirmUrl:
          identity === null
            ? `${house.publicUrl}/contract-requests/${identityToken(house.secret, number)}`
            : null,
        ticketUrl: ticketUrl(house.publicUrl, number),
      }),
  });
  await written;
  await insertContractRequest(tx, {
    ticketId: ticket.id,
    customerId: customer.id,
    kind,
    quality,
    ...declared,
    orderedOn: dates.orderedOn,
    promisedOn: dates.promisedOn,
    wantedOn: dates.wantedOn,
    effectiveOn: dates.effectiveOn,
    receivedOn,
    refundBy: dates.refundBy,
    identity,
    computation: null,
    state: 'received',
    ground: null,
    decidedBy: null,
    decidedAt: null,
    refundedOn: null,
  });
  return accept({ ticket, messageId });
}

import { providerPlace } from '../commands/provider-place.ts';
import { dayIn } from '../domain/billing/claim-cap.ts';
import { isRequestKind } from '../domain/contract-request/event.ts';
import type { ContractRequest } from '../domain/contract-request/request.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { requestView } from '../presenters/request-view.ts';
import { findContractRequest } from '../store/contract-requests.ts';
import type { RequestView } from '../views/models/contract-requests.ts';
import type { HttpDeps } from './deps.ts';

/** The contract request that a ticket is, with its dates; null for any other ticket. */
export async function loadRequest(
  { database, clock }: HttpDeps,
  ticket: Pick<Ticket, 'id' | 'number' | 'kind'>,
): Promise<{ request: ContractRequest; view: RequestView } | null> {
  if (!isRequestKind(ticket.kind)) return null;
  const now = clock();
  const [request, place] = await Promise.all([
    findContractRequest(database, ticket.id),
    providerPlace(database, now),
  ]);
  if (!request) return null;
  const view = requestView(ticket.number, request, place, dayIn(place.timeZone, now));
  return { request, view };
}

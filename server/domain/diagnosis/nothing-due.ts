import type { Ticket } from '../ticket/ticket.ts';
import { type DiagnosisOutcome, isBillable } from './outcome.ts';

/** Why a diagnosis that charged nothing costs nothing, as its customer is told (D3, D4). */
export type NothingDue = 'provider_responsible' | 'refused' | 'no_tariff' | 'no_time';

/** @returns the reason, for a verdict without a charge */
export function nothingDue(
  outcome: DiagnosisOutcome,
  ticket: Pick<Ticket, 'tariffVersionId'>,
): NothingDue {
  if (!isBillable(outcome)) return outcome === 'refused' ? 'refused' : 'provider_responsible';
  return ticket.tariffVersionId === null ? 'no_tariff' : 'no_time';
}

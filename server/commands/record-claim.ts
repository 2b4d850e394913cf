import { claimLimits, dayIn } from '../domain/billing/claim-cap.ts';
import { localTime } from '../domain/calendar/local-time.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { targetsFor } from '../domain/plan/plan.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { may } from '../domain/user/permission.ts';
import { insertClaim, type KeptLimits } from '../store/claims.ts';
import type { Db } from '../store/connect.ts';
import { findCustomer } from '../store/customers.ts';
import { loadJudgement } from '../store/judgement.ts';
import { loadProvider } from '../store/settings.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

export type ClaimInput = {
  number: string;
  /** `YYYY-MM-DD`, a day of the provider's. */
  claimedOn: string;
  /** Null where nothing was typed, NaN where no amount. */
  directLossCents: number | null;
  /** Asked only where it counts: of a professional without a commitment. */
  paidCents: number | null;
};

/** Records what a customer asks as compensation, with what limits it, if anything does (5.2, H6). */
export const recordClaim: Command<ClaimInput, { limits: KeptLimits }> = async (context, input) => {
  const { tx, now, actor } = context;
  if (!may(actor, 'decide_credits')) return refuse('forbidden');
  const held = await holdAsStaff(context, input.number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const { claimedOn, directLossCents, paidCents } = input;
  const [customer, provider] = await Promise.all([
    findCustomer(tx, ticket.customerId),
    loadProvider(tx),
  ]);
  if (claimedOn === '') return refuse('required', { field: 'claimed_on' });
  const isDay = claimedOn.length === 10 && localTime(claimedOn) !== null;
  if (!isDay || claimedOn > dayIn(provider.timeZone, now)) {
    return refuse('invalid_choice', { field: 'claimed_on' });
  }
  if (directLossCents === null) return refuse('required', { field: 'direct_loss' });
  if (Number.isNaN(directLossCents)) return refuse('invalid_choice', { field: 'direct_loss' });
  if (Number.isNaN(paidCents)) return refuse('invalid_choice', { field: 'paid' });
  const limits = claimLimits({
    quality: customer?.quality ?? 'unknown',
    committed: await isCommitted(tx, ticket),
    claimedOn,
    directLossCents,
    paidCents,
  });
  if (limits.kind === 'paid_missing') return refuse('required', { field: 'paid' });
  const claim = { ticketId: ticket.id, claimedOn, directLossCents, limits, recordedBy: staff.id };
  const id = await insertClaim(tx, claim, now);
  await continueHistory(context, ticket, [{ type: 'claim_recorded', data: { claim: id } }]);
  return accept({ limits });
};

/** Whether any time was promised for a ticket of this kind and priority. */
export async function isCommitted(
  tx: Db,
  ticket: Pick<Ticket, 'judgedBy' | 'serviceId' | 'kind' | 'priority'>,
): Promise<boolean> {
  const judgement = await loadJudgement(tx, ticket);
  if (judgement === null) return false;
  const targets = targetsFor(judgement.definition, judgement.conditions, ticket);
  return Object.values(targets).some((minutes) => minutes !== null);
}

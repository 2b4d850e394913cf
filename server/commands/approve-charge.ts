import { needsAcceptance } from '../domain/billing/needs-acceptance.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { type Charge, moveCharge } from '../store/charges.ts';
import type { Command } from './command.ts';
import { holdCharge } from './held-charge.ts';
import { continueHistory } from './history.ts';

/**
 * A manager approves a draft, which the next statement takes. Whoever is, or may be, a consumer
 * owes nothing without a recorded acceptance of that tariff (D5).
 */
export const approveCharge: Command<{ chargeId: number }, Charge> = async (
  context,
  { chargeId },
) => {
  const { tx, actor, now } = context;
  if (actor.kind !== 'user' || !may(actor, 'decide_charges')) return refuse('forbidden');
  const held = await holdCharge(context, chargeId);
  if (!held.ok) return held;
  const { charge, ticket } = held.value;
  if (charge.state !== 'draft') return refuse('charge_moved');
  // time on other kinds of tickets needs a quotation (D3)
  if (ticket.kind !== 'incident') return refuse('not_an_incident');
  if (needsAcceptance(charge) && charge.acceptance === null) return refuse('acceptance_missing');
  const move = { from: ['draft'], to: 'approved' } as const;
  if (!(await moveCharge(tx, chargeId, move, { by: actor.id, at: now }))) {
    return refuse('charge_moved');
  }
  await continueHistory(context, ticket, [{ type: 'charge_approved', data: { charge: chargeId } }]);
  return accept(charge);
};

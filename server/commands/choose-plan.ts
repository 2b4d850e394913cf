import { accept, refuse } from '../domain/outcome.ts';
import { findCustomer, setCustomerPlan } from '../store/customers.ts';
import { findPlan } from '../store/plans.ts';
import type { Command } from './command.ts';
import { mayOrSeeds } from './save-calendar.ts';

/**
 * Gives a customer a support plan, or base support again (`planId` null). Tickets already received
 * stay judged by what was in force then.
 */
export const choosePlan: Command<{ customerId: number; planId: number | null }, null> = async (
  { actor, tx },
  { customerId, planId },
) => {
  if (!mayOrSeeds(actor, 'edit_plans')) return refuse('forbidden');
  if (!(await findCustomer(tx, customerId))) return refuse('not_found');
  if (planId !== null && !(await findPlan(tx, planId))) {
    return refuse('invalid_choice', { field: 'plan' });
  }
  await setCustomerPlan(tx, customerId, planId);
  return accept(null);
};

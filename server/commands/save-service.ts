import { accept, refuse } from '../domain/outcome.ts';
import type { Targets } from '../domain/plan/plan.ts';
import { targetFaults } from '../domain/plan/plan-faults.ts';
import { readField } from '../domain/text-field.ts';
import { findCustomer } from '../store/customers.ts';
import { findPlan } from '../store/plans.ts';
import { findService, insertService, updateService } from '../store/services.ts';
import type { Command } from './command.ts';
import { mayOrSeeds } from './save-calendar.ts';

export type SaveServiceInput = {
  /** Null for a new one. */
  serviceId: number | null;
  customerId: number;
  name: string;
  /** Null: whatever the customer has. */
  planId: number | null;
  conditions: Targets | null;
  monthlyPriceCents: number | null;
  ended?: boolean;
};

/** A million euros a month, in cents. */
const HIGHEST_PRICE = 100_000_000;

/** Records a service that a customer has, with its plan and its particular conditions (4.3, 5.2). */
export const saveService: Command<SaveServiceInput, { serviceId: number }> = async (
  { actor, tx, now },
  input,
) => {
  if (!mayOrSeeds(actor, 'edit_plans')) return refuse('forbidden');
  const name = readField('name', input.name, { max: 200, line: true });
  if (!name.ok) return name;
  if (!(await findCustomer(tx, input.customerId))) return refuse('not_found');
  if (input.planId !== null && !(await findPlan(tx, input.planId))) {
    return refuse('invalid_choice', { field: 'plan' });
  }
  const { planId, conditions, monthlyPriceCents: price } = input;
  if (price !== null && !(Number.isSafeInteger(price) && price >= 0 && price <= HIGHEST_PRICE)) {
    return refuse('price_out_of_range', { field: 'monthly_price' });
  }
  const [fault] = conditions ? targetFaults(conditions) : [];
  if (fault) return refuse(fault.reason, { field: fault.field });
  const facts = { name: name.value, planId, conditions, monthlyPriceCents: price };
  if (input.serviceId === null) {
    const added = await insertService(tx, { ...facts, customerId: input.customerId }, now);
    return accept({ serviceId: added.id });
  }
  const service = await findService(tx, input.serviceId);
  if (!service || service.customerId !== input.customerId) return refuse('not_found');
  const endedAt = input.ended ? (service.endedAt ?? now) : null;
  await updateService(tx, service.id, { ...facts, endedAt }, now);
  return accept({ serviceId: service.id });
};

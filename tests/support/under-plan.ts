import { settleSerenitePlus } from '../../seeds/settle-plans.ts';
import { choosePlan } from '../../server/commands/choose-plan.ts';
import { listPlans } from '../../server/store/plans.ts';
import type { World } from './world.ts';

/** Puts one customer, Agence Lagon if none is named, under the plan with commitments. */
export async function putUnderPlan(
  { knex, run, cast }: World,
  who: 'tiare' | 'jean' = 'tiare',
): Promise<void> {
  const [base] = await listPlans(knex);
  if (!base) throw new Error('no base plan');
  const planId = await settleSerenitePlus(run, new Date(0), base.definition.calendars);
  const chosen = { customerId: cast[who].customerId as number, planId };
  const outcome = await run(choosePlan, cast.nadia, chosen);
  if (!outcome.ok) throw new Error(outcome.reason);
}

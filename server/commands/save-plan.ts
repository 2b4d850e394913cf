import { accept, refuse } from '../domain/outcome.ts';
import type { PlanDefinition } from '../domain/plan/plan.ts';
import { planFaults } from '../domain/plan/plan-faults.ts';
import { readField } from '../domain/text-field.ts';
import { findCalendar } from '../store/calendars.ts';
import { findPlan, insertPlan, insertPlanVersion } from '../store/plans.ts';
import type { Command } from './command.ts';
import { mayOrSeeds } from './save-calendar.ts';

export type SavePlanInput = {
  /** Null for a new one. */
  planId: number | null;
  name: string;
  base: boolean;
  definition: PlanDefinition;
  effectiveFrom: Date;
};

/**
 * Saves a support plan as its next version (4.4). Tickets received before it comes into force stay
 * judged by the version of their receipt.
 */
export const savePlan: Command<SavePlanInput, { planId: number; versionId: number }> = async (
  { actor, tx, now },
  { planId, name, base, definition, effectiveFrom },
) => {
  if (!mayOrSeeds(actor, 'edit_plans')) return refuse('forbidden');
  const [fault] = planFaults(definition);
  if (fault) return refuse(fault.reason, { field: fault.field });
  for (const kind of ['incident', 'information_request'] as const) {
    if (!(await findCalendar(tx, definition.calendars[kind]))) {
      return refuse('invalid_choice', { field: `${kind}_calendar` });
    }
  }
  if (planId !== null && !(await findPlan(tx, planId))) return refuse('not_found');
  const title = readField('name', name, { max: 100, line: true });
  if (planId === null && !title.ok) return title;
  const id = planId ?? (title.ok ? await insertPlan(tx, { name: title.value, base }, now) : null);
  if (id === null) return refuse('name_taken', { field: 'name' });
  const version = { definition, effectiveFrom };
  return accept({ planId: id, versionId: await insertPlanVersion(tx, id, version, now) });
};

import type { Request } from 'express';
import {
  type CreditTable,
  ESCALATION_AUDIENCES,
  type EscalationStep,
  type PlanDefinition,
} from '../../domain/plan/plan.ts';
import { planFaults } from '../../domain/plan/plan-faults.ts';
import { instantOfLocal } from '../../domain/suspension/local-instant.ts';
import type { Phrase } from '../../views/models/common.ts';
import { readHundredths, writeHundredths } from '../decimals.ts';
import { readMinutes, writeMinutes } from '../durations.ts';
import { typed } from '../forms.ts';
import { numberOf } from '../numbers.ts';
import { TARGET_FIELDS, targetsAsTyped, targetsOf } from '../targets-form.ts';

/** How many steps the form has room for. */
export const STEPS = [0, 1, 2, 3, 4, 5];

const STEP_FIELDS = STEPS.flatMap((step) => [
  `step_${step}_share`,
  ...ESCALATION_AUDIENCES.map((audience) => `step_${step}_${audience}`),
]);
const FIELDS = [
  'name',
  'incident_calendar',
  'information_request_calendar',
  'update_reminder',
  'credit_period',
  'credit_percent',
  'credit_cap',
  'effective_from',
  ...STEP_FIELDS,
  ...TARGET_FIELDS,
];

export type TypedPlan = Record<string, string>;

export function typedPlan(request: Request): TypedPlan {
  return typed(request, FIELDS);
}

/** A saved plan as the form shows it; when it comes into force is asked anew. */
export function planAsTyped(name: string, plan: PlanDefinition, comma: string): TypedPlan {
  const steps = plan.escalation.flatMap(({ share, to }, step) => [
    [`step_${step}_share`, String(share)],
    ...to.map((audience) => [`step_${step}_${audience}`, 'yes']),
  ]);
  const { credits } = plan;
  return {
    ...newPlan(),
    name,
    incident_calendar: String(plan.calendars.incident),
    information_request_calendar: String(plan.calendars.information_request),
    update_reminder: writeMinutes(plan.updateReminderMinutes),
    credit_period: writeMinutes(credits?.periodMinutes ?? null),
    credit_percent: writeHundredths(credits?.basisPoints ?? null, comma),
    credit_cap: writeHundredths(credits?.capBasisPoints ?? null, comma),
    ...targetsAsTyped(plan.targets),
    ...Object.fromEntries(steps),
  };
}

/** What a new plan begins with: nothing. */
export function newPlan(): TypedPlan {
  return Object.fromEntries(FIELDS.map((field) => [field, '']));
}

/** What was typed, read; a figure that does not read is NaN, for `planFaults` to name. */
export function planOf(values: TypedPlan): PlanDefinition {
  return {
    calendars: {
      incident: numberOf(values.incident_calendar) ?? 0,
      information_request: numberOf(values.information_request_calendar) ?? 0,
    },
    targets: targetsOf(values),
    escalation: STEPS.flatMap((step) => stepOf(values, step)),
    updateReminderMinutes: readMinutes(values.update_reminder ?? '') ?? Number.NaN,
    credits: creditsOf(values),
  };
}

/** When it comes into force: at once where nothing is typed; null for no time. */
export function effectiveFrom({ effective_from = '' }: TypedPlan, now: Date, zone: string) {
  return effective_from.trim() === '' ? now : instantOfLocal(effective_from.trim(), zone);
}

/** Everything wrong with what was typed, in words, each beside its own field. */
export function planErrors(values: TypedPlan, plan: PlanDefinition): Record<string, Phrase> {
  const errors: Record<string, Phrase> = {};
  for (const { reason, field } of planFaults(plan)) {
    const at = field === 'updateReminderMinutes' ? 'update_reminder' : field;
    errors[at] ??= { key: `refusals.${reason}` };
  }
  if (values.name !== undefined && values.name.trim() === '') {
    errors.name = { key: 'refusals.required' };
  }
  return errors;
}

/** A row without a share and without anybody is no step. */
function stepOf(values: TypedPlan, step: number): EscalationStep[] {
  const share = (values[`step_${step}_share`] ?? '').replace(/[\s\u00a0\u202f%]/g, '');
  const to = ESCALATION_AUDIENCES.filter((audience) => values[`step_${step}_${audience}`]);
  if (share === '' && to.length === 0) return [];
  return [{ share: numberOf(share) ?? Number.NaN, to }];
}

/** No credit where none of its three figures is typed. */
function creditsOf(values: TypedPlan): CreditTable | null {
  const period = readMinutes(values.credit_period ?? '');
  const percent = readHundredths(values.credit_percent ?? '');
  const cap = readHundredths(values.credit_cap ?? '');
  if (period === null && percent === null && cap === null) return null;
  return {
    periodMinutes: period ?? Number.NaN,
    basisPoints: percent ?? Number.NaN,
    capBasisPoints: cap ?? Number.NaN,
  };
}

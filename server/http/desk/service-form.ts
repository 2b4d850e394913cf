import type { Request } from 'express';
import type { SaveServiceInput } from '../../commands/save-service.ts';
import { targetFaults } from '../../domain/plan/plan-faults.ts';
import type { Service } from '../../store/services.ts';
import type { Phrase } from '../../views/models/common.ts';
import { readHundredths, writeAmount } from '../decimals.ts';
import { typed } from '../forms.ts';
import { numberOf } from '../numbers.ts';
import { promises, TARGET_FIELDS, targetsAsTyped, targetsOf } from '../targets-form.ts';

const FIELDS = ['name', 'plan', 'monthly_price', ...TARGET_FIELDS];

export type TypedService = Record<string, string>;

export function typedService(request: Request): TypedService {
  return typed(request, FIELDS);
}

export function serviceAsTyped(service: Service | null, comma: string): TypedService {
  return {
    name: service?.name ?? '',
    plan: service?.planId ? String(service.planId) : '',
    monthly_price: writeAmount(service?.monthlyPriceCents ?? null, comma),
    ...targetsAsTyped(service?.conditions ?? null),
  };
}

/** What was typed, read; a figure that does not read is NaN, which the command refuses. */
export function serviceOf(
  values: TypedService,
): Pick<SaveServiceInput, 'name' | 'planId' | 'conditions' | 'monthlyPriceCents'> {
  const conditions = targetsOf(values);
  return {
    name: values.name ?? '',
    planId: values.plan === '' ? null : (numberOf(values.plan) ?? 0),
    conditions: promises(conditions) ? conditions : null,
    monthlyPriceCents: readHundredths(values.monthly_price ?? ''),
  };
}

/** Everything wrong with the times typed, each beside its own field. */
export function conditionErrors({
  conditions,
}: Pick<SaveServiceInput, 'conditions'>): Record<string, Phrase> {
  const faults = conditions ? targetFaults(conditions) : [];
  return Object.fromEntries(
    faults.map(({ reason, field }) => [field, { key: `refusals.${reason}` }]),
  );
}

import type { Targets } from '../domain/plan/plan.ts';
import { PRIORITIES } from '../domain/plan/priority.ts';
import { TARGET_NAMES } from '../domain/sla/target.ts';
import { REGIMES } from '../domain/ticket/ticket.ts';
import type { Form } from '../views/models/common.ts';
import type { TargetsTable } from '../views/models/plans.ts';
import { readMinutes, writeMinutes } from './durations.ts';

const CELLS = REGIMES.flatMap((kind) =>
  PRIORITIES.flatMap((priority) =>
    TARGET_NAMES.map((target) => ({
      kind,
      priority,
      target,
      name: `${kind}_${priority}_${target}`,
    })),
  ),
);

/** A plan's fields, as `planFaults` names them: `incident_urgent_first_response` … */
export const TARGET_FIELDS: readonly string[] = CELLS.map(({ name }) => name);

/** The targets typed; what is no length of time is NaN. */
export function targetsOf(values: Partial<Record<string, string>>): Targets {
  const each = <K extends string, V>(keys: readonly K[], of: (key: K) => V) =>
    Object.fromEntries(keys.map((key) => [key, of(key)])) as Record<K, V>;
  return each(REGIMES, (kind) =>
    each(PRIORITIES, (priority) =>
      each(TARGET_NAMES, (target) => readMinutes(values[`${kind}_${priority}_${target}`] ?? '')),
    ),
  );
}

export function targetsAsTyped(targets: Targets | null): Record<string, string> {
  return Object.fromEntries(
    CELLS.map(({ kind, priority, target, name }) => [
      name,
      targets ? writeMinutes(targets[kind][priority][target]) : '',
    ]),
  );
}

/** Whether any of them promises a time. */
export function promises(targets: Targets): boolean {
  return CELLS.some(({ kind, priority, target }) => targets[kind][priority][target] !== null);
}

/**
 * The table of a form's targets.
 *
 * @param otherwise what stands where a cell is empty, told as its placeholder
 */
export function targetsTable(form: Form<string>, otherwise: Targets | null = null): TargetsTable {
  const wrong = CELLS.find(({ name }) => form.errors[name]);
  return {
    error: (wrong && form.errors[wrong.name]) ?? null,
    kinds: REGIMES.map((kind) => ({
      kind,
      rows: PRIORITIES.map((priority) => ({
        priority,
        cells: TARGET_NAMES.map((target) => {
          const name = `${kind}_${priority}_${target}`;
          return {
            kind,
            priority,
            target,
            name,
            value: form.values[name] ?? '',
            wrong: form.errors[name] !== undefined,
            otherwise: otherwise ? writeMinutes(otherwise[kind][priority][target]) : '',
          };
        }),
      })),
    })),
  };
}

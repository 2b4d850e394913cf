import { TARGET_NAMES } from '../sla/target.ts';
import { REGIMES } from '../ticket/ticket.ts';
import type { PlanDefinition, Targets } from './plan.ts';
import { PRIORITIES } from './priority.ts';

/** Why a plan can't be saved: a key of the locale files, and the field at fault. */
export type PlanFault = {
  readonly reason:
    | 'target_not_positive'
    | 'share_out_of_range'
    | 'shares_not_rising'
    | 'step_tells_nobody'
    | 'reminder_not_positive'
    | 'credit_not_positive';
  readonly field: string;
};

const LONGEST = 366 * 24 * 60;

/** Targets that are no whole number of minutes, each by its own field. */
export function targetFaults(targets: Targets): PlanFault[] {
  const faults: PlanFault[] = [];
  for (const kind of REGIMES) {
    for (const priority of PRIORITIES) {
      for (const name of TARGET_NAMES) {
        const minutes = targets[kind][priority][name];
        if (minutes !== null && !isWhole(minutes, 1, LONGEST)) {
          faults.push({ reason: 'target_not_positive', field: `${kind}_${priority}_${name}` });
        }
      }
    }
  }
  return faults;
}

/** Everything wrong with a plan; empty where it can be saved. */
export function planFaults(plan: PlanDefinition): PlanFault[] {
  const faults = targetFaults(plan.targets);
  const shares = plan.escalation.map(({ share }) => share);
  if (shares.some((share) => !isWhole(share, 1, 100))) {
    faults.push({ reason: 'share_out_of_range', field: 'escalation' });
  }
  if (shares.some((share, index) => index > 0 && share <= (shares[index - 1] as number))) {
    faults.push({ reason: 'shares_not_rising', field: 'escalation' });
  }
  if (plan.escalation.some(({ to }) => to.length === 0)) {
    faults.push({ reason: 'step_tells_nobody', field: 'escalation' });
  }
  if (!isWhole(plan.updateReminderMinutes, 1, LONGEST)) {
    faults.push({ reason: 'reminder_not_positive', field: 'updateReminderMinutes' });
  }
  const { credits } = plan;
  const figures = credits
    ? [credits.periodMinutes, credits.basisPoints, credits.capBasisPoints]
    : [];
  if (figures.some((figure) => !isWhole(figure, 1, 1_000_000))) {
    faults.push({ reason: 'credit_not_positive', field: 'credits' });
  }
  return faults;
}

function isWhole(value: number, least: number, most: number): boolean {
  return Number.isSafeInteger(value) && value >= least && value <= most;
}

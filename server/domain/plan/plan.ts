import type { TargetName } from '../sla/target.ts';
import { type Regime, regimeOf, type TicketKind } from '../ticket/ticket.ts';
import type { Priority } from './priority.ts';

/** Minutes of the kind's calendar; null is no commitment (H3). */
export type Targets = Readonly<
  Record<Regime, Readonly<Record<Priority, Readonly<Record<TargetName, number | null>>>>>
>;

/** What a missed commitment yields (5.2): a share of the monthly price per started period. */
export type CreditTable = {
  /** Open minutes of the clock's calendar late that make one period. */
  readonly periodMinutes: number;
  /** Hundredths of a percent of the service's monthly price, per started period. */
  readonly basisPoints: number;
  readonly capBasisPoints: number;
};

/** Who is told when a share of a target is used up (H6). */
export const ESCALATION_AUDIENCES = ['assignee', 'team_lead', 'manager'] as const;
export type EscalationAudience = (typeof ESCALATION_AUDIENCES)[number];
export type EscalationStep = {
  /** Percent of the target; 100 is the breach. */
  readonly share: number;
  readonly to: readonly EscalationAudience[];
};

/** One version of a support plan (4.4). */
export type PlanDefinition = {
  /** The calendar, by id, that each kind is counted on. */
  readonly calendars: Readonly<Record<Regime, number>>;
  readonly targets: Targets;
  readonly escalation: readonly EscalationStep[];
  /** H5: the agent is reminded after this many minutes without public news of an incident. */
  readonly updateReminderMinutes: number;
  readonly credits: CreditTable | null;
};

const NO_COMMITMENT = {
  first_response: null,
  next_update: null,
  diagnosis: null,
  restoration: null,
} as const;

/**
 * The targets of one ticket: the service's particular conditions stand before the plan's. Plans
 * promise for the two regimes' own kinds only; a dispute's times are measured.
 */
export function targetsFor(
  plan: Pick<PlanDefinition, 'targets'>,
  conditions: Targets | null,
  { kind, priority }: { kind: TicketKind; priority: Priority },
): Readonly<Record<TargetName, number | null>> {
  const regime = regimeOf(kind);
  if (regime !== kind) return NO_COMMITMENT;
  const own = conditions?.[regime][priority];
  const planned = plan.targets[regime][priority];
  if (!own) return planned;
  return {
    first_response: own.first_response ?? planned.first_response,
    next_update: own.next_update ?? planned.next_update,
    diagnosis: own.diagnosis ?? planned.diagnosis,
    restoration: own.restoration ?? planned.restoration,
  };
}

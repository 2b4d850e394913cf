import type { Suspension } from '../sla/pause.ts';

export const CAUSES = [
  'maintenance',
  'suspension',
  'force_majeure',
] as const satisfies readonly Suspension['cause'][];
export type Cause = (typeof CAUSES)[number];

/** When services are suspended, and what their customers are told of it. */
export type WindowFacts = {
  readonly title: string;
  /** Of force majeure: the circumstances, and how they develop (5.7). */
  readonly details: string;
  readonly startsAt: Date;
  /** Null while nobody knows. */
  readonly endsAt: Date | null;
  /** Force majeure only: the duration that is expected (5.7). */
  readonly expectedEndAt: Date | null;
};

/** Where a window stands at an instant. */
export type WindowStage = 'coming' | 'current' | 'past' | 'cancelled';

export function stageOf(
  { startsAt, endsAt, cancelledAt }: WindowTimes & { readonly cancelledAt: Date | null },
  now: Date,
): WindowStage {
  if (cancelledAt !== null) return 'cancelled';
  if (now < startsAt) return 'coming';
  return endsAt === null || now < endsAt ? 'current' : 'past';
}

type WindowTimes = Pick<WindowFacts, 'startsAt' | 'endsAt'>;

/** The next instant at which clocks stop or go on because of it; null where none is ahead. */
export function nextTurn({ startsAt, endsAt }: WindowTimes, now: Date): Date | null {
  if (now < startsAt) return startsAt;
  return endsAt !== null && now < endsAt ? endsAt : null;
}

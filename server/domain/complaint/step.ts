import { answeredAt, type ComplaintPath, type Stage } from './path.ts';

/** Why a step is where it is; each has its sentence. */
export type StepReason =
  | 'lodged'
  | 'answered'
  | 'unanswered'
  | 'escalated'
  | 'referred'
  | 'answer_awaited'
  | 'level_2_first'
  | 'satisfied'
  | 'professional'
  | 'year_passed';

/**
 * One step of the path as it explains itself: what is open, since when, until when; what is not,
 * why, and from when.
 */
export type Step = {
  readonly level: 1 | 2 | 3;
  readonly why: StepReason;
} /** Somebody is at work on it, or was. */ & (
  | { readonly state: 'taken'; readonly since: Date; readonly until: Date | null }
  /** The customer may take it. */
  | { readonly state: 'open'; readonly since: Date; readonly until: Date | null }
  /** `from`: when it opens at the latest; null where that isn't known yet. */
  | { readonly state: 'later'; readonly from: Date | null }
  | { readonly state: 'closed' }
);

/** The three steps of a complaint at an instant (P1–P4). */
export function stepsOf(path: ComplaintPath, lodgedAt: Date, now: Date): [Step, Step, Step] {
  const [first] = path.stages;
  return [
    { level: 1, state: 'taken', why: 'lodged', since: lodgedAt, until: first.limit.ends },
    secondStep(path, now),
    thirdStep(path, now),
  ];
}

/** P2: once level 1 answered and that is not enough, or from the first moment after its last day. */
function secondStep({ stages }: ComplaintPath, now: Date): Step {
  const [first, second] = stages;
  if (second) {
    const since = opensAt(first, now) ?? now;
    return { level: 2, state: 'taken', why: 'escalated', since, until: second.limit.ends };
  }
  return { level: 2, ...after(first, now, null) };
}

/** P3, P4: for a consumer only, after level 2, within a year of the first written complaint. */
function thirdStep({ quality, stages, referral, mediation }: ComplaintPath, now: Date): Step {
  const [, second] = stages;
  const until = referral?.ends ?? null;
  if (quality === 'professional') return { level: 3, state: 'closed', why: 'professional' };
  if (mediation && second) {
    const since = opensAt(second, now) ?? now;
    const ends = mediation.limit?.ends ?? null;
    return { level: 3, state: 'taken', why: 'referred', since, until: ends };
  }
  if (until && now >= until) return { level: 3, state: 'closed', why: 'year_passed' };
  if (!second) return { level: 3, state: 'later', why: 'level_2_first', from: null };
  return { level: 3, ...after(second, now, until) };
}

type AfterStage =
  | { state: 'open'; why: StepReason; since: Date; until: Date | null }
  | { state: 'later'; why: StepReason; from: Date }
  | { state: 'closed'; why: StepReason };

/** What a level leaves open: an answer that came late takes nothing back. */
function after(stage: Stage, now: Date, until: Date | null): AfterStage {
  if (stage.satisfied === true) return { state: 'closed', why: 'satisfied' };
  const since = opensAt(stage, now);
  if (since === null) return { state: 'later', why: 'answer_awaited', from: stage.limit.ends };
  const why = since < stage.limit.ends ? 'answered' : 'unanswered';
  return { state: 'open', why, since, until };
}

/** When the step after a level opened: with its answer, or with the end of its last day. */
function opensAt(stage: Stage, now: Date): Date | null {
  const answered = answeredAt(stage);
  if (answered && answered < stage.limit.ends) return answered;
  return now >= stage.limit.ends ? stage.limit.ends : null;
}

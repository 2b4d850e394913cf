import { type LegalLimit, legalLimitFromDay } from '../deadline/legal-limit.ts';
import type { AnsweringLevel, AnswerOutcome, ComplaintEvent, PathQuality } from './event.ts';
import { type Mediation, mediationAfter } from './mediation.ts';

/** P1, P2: an answer is due within this many calendar days of the receipt. */
export const ANSWER_DAYS = 30;
/** L612-2: the mediator must be asked within this many months of the first written complaint. */
const REFERRAL_MONTHS = 12;

export type Answer = {
  readonly id: number;
  readonly outcome: AnswerOutcome;
  /** Null until its mail was accepted, and again once that mail came back (P5). */
  readonly givenAt: Date | null;
  readonly voided: boolean;
};

/** One level of the path, from the day it was asked. */
export type Stage = {
  readonly level: AnsweringLevel;
  /** `YYYY-MM-DD` in the provider's zone. */
  readonly receivedOn: string;
  readonly limit: LegalLimit;
  readonly answers: readonly Answer[];
  /** What the customer said of the answer; null while it said nothing. */
  readonly satisfied: boolean | null;
};

/** Where a complaint stands, as its history tells it. */
export type ComplaintPath = {
  readonly quality: PathQuality;
  readonly stages: readonly [Stage] | readonly [Stage, Stage];
  /** Until when the mediator may be asked; null while nothing was written (L612-2). */
  readonly referral: LegalLimit | null;
  readonly mediation: Mediation | null;
};

/** An event of the path with when it happened. */
export type PathEvent = ComplaintEvent & { readonly at: Date };

/**
 * The path that a complaint's events tell, in their order.
 *
 * @param timeZone the provider's: its days are those of the limits (T1)
 */
export function pathOf(events: readonly PathEvent[], timeZone: string): ComplaintPath {
  const [lodged, ...rest] = events;
  if (lodged?.type !== 'complaint_lodged') throw new Error('A path begins with complaint_lodged');
  const { quality, means, received_on } = lodged.data;
  const path: ComplaintPath = {
    quality,
    stages: [stage(1, received_on, timeZone)],
    referral: means === 'call' ? null : referralFrom(received_on, timeZone),
    mediation: null,
  };
  return rest.reduce((before, event) => after(before, event, timeZone), path);
}

function after(path: ComplaintPath, event: PathEvent, timeZone: string): ComplaintPath {
  switch (event.type) {
    case 'complaint_answered': {
      const { answer: id, outcome, level } = event.data;
      const answer = { id, outcome, givenAt: null, voided: false };
      return withStage(path, level, (stage) => ({ ...stage, answers: [...stage.answers, answer] }));
    }
    case 'complaint_answer_given':
      return withAnswer(path, event.data.answer, (answer) =>
        answer.voided ? answer : { ...answer, givenAt: answer.givenAt ?? event.at },
      );
    case 'complaint_answer_voided':
      return withAnswer(path, event.data.answer, (answer) => ({
        ...answer,
        givenAt: null,
        voided: true,
      }));
    case 'complaint_reaction':
      return withStage(path, event.data.level, (stage) => ({
        ...stage,
        satisfied: event.data.satisfied,
      }));
    case 'complaint_escalated': {
      const { means, received_on } = event.data;
      const [first] = path.stages;
      const written = means === 'call' ? null : referralFrom(received_on, timeZone);
      return {
        ...path,
        stages: [first, stage(2, received_on, timeZone)],
        referral: path.referral ?? written,
      };
    }
    case 'complaint_path_decided':
      return { ...path, quality: event.data.quality };
    case 'complaint_lodged':
    case 'complaint_cause_set':
    case 'complaint_level_told':
    case 'complaint_reminded':
      return path;
    default:
      return { ...path, mediation: mediationAfter(path.mediation, event, timeZone) };
  }
}

/** When a level was answered: by the first answer that counts. Null while it wasn't. */
export function answeredAt({ answers }: Stage): Date | null {
  const given = answers.flatMap(({ givenAt }) => givenAt?.getTime() ?? []);
  return given.length === 0 ? null : new Date(Math.min(...given));
}

/** Whether a level was answered by its last day: at that day's 24:00 it is late (T1). */
export function answeredInTime(stage: Stage): boolean {
  const at = answeredAt(stage);
  return at !== null && at < stage.limit.ends;
}

/**
 * Until when something is owed: the answer of the level that was asked last, or what the mediator
 * has until then. Null where nobody owes anything, or no limit runs yet.
 */
export function owedUntil({ stages, mediation }: ComplaintPath): Date | null {
  if (mediation) return mediation.ending === null ? (mediation.limit?.ends ?? null) : null;
  const last = stages.at(-1) ?? stages[0];
  return answeredAt(last) === null ? last.limit.ends : null;
}

/** Whether the level that was asked last still owes its answer; the mediator's is not ours. */
export function isAnswerOwed(path: ComplaintPath): boolean {
  return path.mediation === null && owedUntil(path) !== null;
}

/** The level that a complaint is at; 3 from its referral on. */
export function levelOf({ stages, mediation }: ComplaintPath): 1 | 2 | 3 {
  if (mediation !== null) return 3;
  return stages.length === 2 ? 2 : 1;
}

export function stageOf({ stages }: ComplaintPath, level: AnsweringLevel): Stage | null {
  return stages[level - 1] ?? null;
}

function stage(level: AnsweringLevel, receivedOn: string, timeZone: string): Stage {
  const limit = legalLimitFromDay(receivedOn, { days: ANSWER_DAYS }, timeZone);
  return { level, receivedOn, limit, answers: [], satisfied: null };
}

function referralFrom(day: string, timeZone: string): LegalLimit {
  return legalLimitFromDay(day, { months: REFERRAL_MONTHS }, timeZone);
}

function withStage(
  path: ComplaintPath,
  level: AnsweringLevel,
  change: (stage: Stage) => Stage,
): ComplaintPath {
  const [first, second] = path.stages;
  if (level === 1) {
    const changed = change(first);
    return { ...path, stages: second ? [changed, second] : [changed] };
  }
  if (!second) throw new Error('Nothing was asked of level 2 yet');
  return { ...path, stages: [first, change(second)] };
}

function withAnswer(
  path: ComplaintPath,
  id: number,
  change: (answer: Answer) => Answer,
): ComplaintPath {
  const stage = path.stages.find(({ answers }) => answers.some((answer) => answer.id === id));
  if (!stage) throw new Error(`Nobody gave answer ${id}`);
  return withStage(path, stage.level, ({ answers, ...rest }) => ({
    ...rest,
    answers: answers.map((answer) => (answer.id === id ? change(answer) : answer)),
  }));
}

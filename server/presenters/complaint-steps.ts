import { dayIn } from '../domain/billing/claim-cap.ts';
import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import type { ComplaintMeans } from '../domain/complaint/event.ts';
import {
  answeredAt,
  answeredInTime,
  type ComplaintPath,
  type PathEvent,
  pathOf,
  type Stage,
} from '../domain/complaint/path.ts';
import { type Step, stepsOf } from '../domain/complaint/step.ts';
import type { ComplaintPathView, PathLine, PathStep } from '../views/models/complaints.ts';
import { mediationLines } from './mediation-lines.ts';

type Told = {
  readonly path: ComplaintPath;
  readonly bodies: ComplaintBodies;
  readonly timeZone: string;
  readonly now: Date;
};

/**
 * The path of a complaint, step by step: what is open, since when, until when; what is not, why,
 * and from when (P1–P5). A professional's ends at the court that the contract names, and says
 * nothing of a mediator (P4).
 *
 * @param events those of the ticket's history that are the path's
 * @param timeZone the provider's, whose days these are
 */
export function complaintSteps({
  events,
  ...facts
}: Omit<Told, 'path'> & { events: readonly PathEvent[] }): ComplaintPathView {
  const [lodged] = events;
  const path = pathOf(events, facts.timeZone);
  if (lodged?.type !== 'complaint_lodged') throw new Error('A path begins with complaint_lodged');
  const told = { ...facts, path };
  return { steps: stepsToldOf(told, lodged.data.means, lodged.at) };
}

function stepsToldOf(told: Told, means: ComplaintMeans, lodgedAt: Date): PathStep[] {
  const { path, bodies, now } = told;
  const [first, second] = path.stages;
  const professional = path.quality === 'professional';
  const [, level2, level3] = stepsOf(professional ? ownLastStep(path) : path, lodgedAt, now);
  return [
    {
      name: 'received',
      state: 'done',
      who: null,
      lines: [line(`received.${means}`, first.receivedOn)],
    },
    {
      name: 'level_1',
      who: bodies.customerService.name,
      ...stageTold(first, { ...told, left: second !== undefined }),
    },
    {
      name: 'level_2',
      who: bodies.consumerService.name,
      ...(second ? askedStage(second, told) : notAsked(level2, 'level_1', told)),
    },
    professional
      ? { name: 'court', who: bodies.court, ...courtTold(level3, told) }
      : { name: 'mediator', who: bodies.mediator.name, ...mediatorTold(level3, told) },
  ];
}

/** The court stands where a consumer has the mediator, and has no year. */
function ownLastStep(path: ComplaintPath): ComplaintPath {
  return { ...path, quality: 'consumer', referral: null, mediation: null };
}

type StepTold = Pick<PathStep, 'state' | 'lines'>;

/** A level that was asked. `left`: the complaint went on to the next. */
function stageTold(
  stage: Stage,
  { timeZone, now, left }: Pick<Told, 'timeZone' | 'now'> & { left: boolean },
): StepTold {
  const { lastDay, ends } = stage.limit;
  const at = answeredAt(stage);
  if (at !== null) {
    const outcome = stage.answers.findLast(({ givenAt }) => givenAt !== null)?.outcome;
    const lines = [line(`answered.${outcome}`, dayIn(timeZone, at))];
    if (!answeredInTime(stage)) lines.push(line('answered_late', lastDay));
    if (stage.satisfied !== null) lines.push(line(stage.satisfied ? 'satisfied' : 'unsatisfied'));
    return { state: 'done', lines };
  }
  if (left) return { state: 'missed', lines: [line('unanswered', lastDay)] };
  const late = now >= ends;
  const lines = [line(late ? 'answer_late' : 'answer_by', lastDay)];
  if (stage.answers.some(({ voided }) => !voided)) lines.push(line('answer_sent'));
  return { state: late ? 'late' : 'running', lines };
}

function askedStage(stage: Stage, told: Told): StepTold {
  const left = told.path.mediation !== null;
  const { state, lines } = stageTold(stage, { ...told, left });
  return { state, lines: [line('asked_on', stage.receivedOn), ...lines] };
}

/** A step that nobody took yet, after the level that opens it. */
function notAsked(step: Step, after: 'level_1' | 'level_2', { timeZone }: Told): StepTold {
  switch (step.state) {
    case 'open': {
      const key = step.why === 'unanswered' ? 'open_unanswered' : 'open_since';
      return { state: 'open', lines: [line(key, dayIn(timeZone, step.since))] };
    }
    case 'later': {
      if (step.from === null) return { state: 'later', lines: [line('after_level_2')] };
      return { state: 'later', lines: [line(`opens_after_${after}`, dayIn(timeZone, step.from))] };
    }
    default:
      return closed();
  }
}

function courtTold(step: Step, told: Told): StepTold {
  if (isContent(told.path)) return closed();
  if (step.state !== 'later' || step.from !== null) return notAsked(step, 'level_2', told);
  return { state: 'later', lines: [line('after_level_2_court')] };
}

/** P3: free, for consumers, after level 2, within a year of the first written complaint. */
function mediatorTold(step: Step, told: Told): StepTold {
  const { path } = told;
  const last = path.referral?.lastDay ?? null;
  if (path.mediation) return mediationLines(path.mediation);
  if (isContent(path)) return closed();
  if (step.why === 'year_passed') return { state: 'closed', lines: [line('year_passed', last)] };
  const { state, lines } = notAsked(step, 'level_2', told);
  const until = last === null ? line('year_not_begun') : line('refer_until', last);
  return { state, lines: [...lines, until] };
}

/** Whether the customer said that the last answer is enough. */
function isContent({ stages }: ComplaintPath): boolean {
  return stages.at(-1)?.satisfied === true;
}

function closed(): StepTold {
  return { state: 'closed', lines: [line('closed_satisfied')] };
}

function line(key: string, day: string | null = null): PathLine {
  return { key, day };
}

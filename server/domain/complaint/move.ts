import { accept, type Outcome, refuse } from '../outcome.ts';
import type { AnsweringLevel } from './event.ts';
import { type MediationMove, nextMoves } from './mediation.ts';
import { answeredAt, type ComplaintPath, levelOf, type Stage, stageOf } from './path.ts';
import { stepsOf } from './step.ts';

/**
 * Whether the provider may answer now, and at which level: at the one that was asked last, once. A
 * late answer is still owed, and still taken.
 */
export function mayAnswer(path: ComplaintPath, level: AnsweringLevel): Outcome<Stage> {
  if (levelOf(path) !== level) return refuse('complaint_moved_on');
  const stage = stageOf(path, level);
  if (!stage) return refuse('complaint_moved_on');
  const pending = stage.answers.some(({ voided }) => !voided);
  return pending ? refuse('already_answered') : accept(stage);
}

/** Whether the customer may say what it thinks of an answer. */
export function mayReact(path: ComplaintPath, level: AnsweringLevel): Outcome<Stage> {
  const stage = stageOf(path, level);
  if (!stage || answeredAt(stage) === null) return refuse('not_answered');
  if (levelOf(path) !== level) return refuse('complaint_moved_on');
  return accept(stage);
}

/** P2: whether level 2 may be asked now; a refusal says why not, and from when. */
export function mayEscalate(path: ComplaintPath, now: Date): Outcome<null> {
  const [, second] = stepsOf(path, now, now);
  switch (second.state) {
    case 'open':
      return accept(null);
    case 'taken':
      return refuse('already_escalated');
    case 'closed':
      return refuse('complaint_satisfied');
    case 'later':
      return refuse('level_2_later', { details: { from: second.from?.toISOString() ?? '' } });
  }
}

/** P3: whether the mediator may be asked now. */
export function mayRefer(path: ComplaintPath, now: Date): Outcome<null> {
  const [, , third] = stepsOf(path, now, now);
  if (third.state === 'open') return accept(null);
  if (third.state === 'taken') return refuse('already_referred');
  if (third.why === 'professional') return refuse('no_mediator');
  if (third.why === 'year_passed') return refuse('referral_year_passed');
  return refuse(third.why === 'satisfied' ? 'complaint_satisfied' : 'level_3_later');
}

/** Whether the mediation can go on with this. */
export function mayMoveMediation(path: ComplaintPath, move: MediationMove): Outcome<null> {
  if (path.mediation === null) return refuse('not_referred');
  return nextMoves(path.mediation).includes(move) ? accept(null) : refuse('mediation_moved_on');
}

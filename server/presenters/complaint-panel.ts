import { dayIn } from '../domain/billing/claim-cap.ts';
import { readableSince } from '../domain/billing/invoice.ts';
import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import { mayRefer } from '../domain/complaint/move.ts';
import {
  answeredAt,
  answeredInTime,
  type ComplaintPath,
  type PathEvent,
  pathOf,
} from '../domain/complaint/path.ts';
import { type Step, stepsOf } from '../domain/complaint/step.ts';
import type { Concerned } from '../store/complaint-file.ts';
import { emptyForm, type Form } from '../views/models/common.ts';
import type {
  ComplaintPanel,
  EscalationView,
  MediatorView,
  PathLine,
} from '../views/models/complaints.ts';
import { complaintSteps } from './complaint-steps.ts';

type Facts = {
  readonly path: ComplaintPath;
  readonly bodies: ComplaintBodies;
  /** The provider's. */
  readonly timeZone: string;
  readonly now: Date;
};

/** A complaint as its customer follows it, with what it may do now and what it may not yet (P1–P5). */
export function complaintPanel({
  number,
  wanted,
  events,
  concerned,
  referral = null,
  ...known
}: Omit<Facts, 'path'> & {
  number: string;
  wanted: string;
  events: readonly PathEvent[];
  concerned: readonly Concerned[];
  /** The form as it was refused. */
  referral?: Form<'on'> | null;
}): ComplaintPanel {
  const facts = { ...known, path: pathOf(events, known.timeZone) };
  const { path, bodies, timeZone, now } = facts;
  const steps = stepsOf(path, now, now);
  const readable = readableSince(now, timeZone);
  const professional = path.quality === 'professional';
  return {
    number,
    path: complaintSteps({ events, ...known }),
    wanted,
    tickets: concerned.flatMap(({ ticket }) => ticket ?? []),
    invoices: concerned
      .flatMap(({ invoice }) => invoice ?? [])
      .map((invoice) => ({
        id: invoice.recordedAt >= readable ? String(invoice.id) : null,
        number: invoice.number,
      })),
    answered: answered(path, events),
    escalation: steps[1].state === 'open' ? escalation(facts) : null,
    mediator: professional ? null : mediator(steps[2], facts, referral),
    court: professional ? bodies.court : null,
    recourseFirst: steps[2].state === 'open' || steps[2].state === 'taken',
  };
}

/** The answer that was given last, while its customer may still say what it thinks of it. */
function answered(
  { stages, mediation }: ComplaintPath,
  events: readonly PathEvent[],
): ComplaintPanel['answered'] {
  const last = stages.at(-1) ?? stages[0];
  if (mediation !== null || answeredAt(last) === null || last.satisfied === true) return null;
  const given = last.answers.findLast(({ givenAt }) => givenAt !== null);
  const told = events.find(
    ({ type, data }) => type === 'complaint_answered' && data.answer === given?.id,
  );
  const messageId = told?.type === 'complaint_answered' ? String(told.data.message) : '';
  return { level: last.level, said: last.satisfied, messageId };
}

function escalation({ path, bodies, timeZone, now }: Facts): EscalationView {
  return {
    who: bodies.consumerService.name,
    answerBy: answerByIfAsked(dayIn(timeZone, now), timeZone),
    unanswered: !answeredInTime(path.stages[0]),
  };
}

/** The last day for the answer to what a level is asked on a day. */
export function answerByIfAsked(day: string, timeZone: string): string {
  const asked = { quality: 'consumer', means: 'portal', received_on: day } as const;
  const { stages } = pathOf([{ type: 'complaint_lodged', data: asked, at: new Date(0) }], timeZone);
  return stages[0].limit.lastDay;
}

/** Its name and contact are never withheld (L616-1); only asking it has its time. */
function mediator(step: Step, facts: Facts, refused: Form<'on'> | null): MediatorView {
  const { path, bodies, timeZone, now } = facts;
  const today = dayIn(timeZone, now);
  const mayRecord = mayRefer(path, now).ok || step.why === 'year_passed';
  const { mediation } = path;
  return {
    ...bodies.mediator,
    until: path.referral?.lastDay ?? null,
    gate: { ...gateOf(step, facts), open: step.state === 'open' },
    referral: refused ?? (mayRecord && path.stages.length === 2 ? emptyForm({ on: today }) : null),
    proposal:
      mediation !== null &&
      mediation.proposedOn !== null &&
      mediation.ending === null &&
      mediation.accepted.customer === null,
  };
}

function gateOf(step: Step, { path, timeZone }: Facts): PathLine {
  if (path.mediation) return { key: 'taken', day: path.mediation.referredOn };
  if (path.stages.at(-1)?.satisfied === true) return { key: 'satisfied', day: null };
  switch (step.state) {
    case 'open':
      return { key: 'open', day: dayIn(timeZone, step.since) };
    case 'later':
      return step.from === null
        ? { key: 'level_2_first', day: null }
        : { key: 'answer_awaited', day: dayIn(timeZone, step.from) };
    default:
      return { key: 'year_passed', day: path.referral?.lastDay ?? null };
  }
}

import { CAUSES } from '../../domain/complaint/cause.ts';
import type { AnsweringLevel, PathQuality } from '../../domain/complaint/event.ts';
import { type MediationMove, nextMoves } from '../../domain/complaint/mediation.ts';
import { mayAnswer, mayRefer } from '../../domain/complaint/move.ts';
import { type ComplaintPath, isAnswerOwed, levelOf, pathOf } from '../../domain/complaint/path.ts';
import { isPathEvent } from '../../domain/complaint/path-event.ts';
import type { Outcome } from '../../domain/outcome.ts';
import type { TicketEvent } from '../../domain/ticket/event.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { UserActor } from '../../domain/user/actor.ts';
import { may } from '../../domain/user/permission.ts';
import { answerView } from '../../presenters/complaint-answer-view.ts';
import { explainedLimits } from '../../presenters/complaint-limits.ts';
import { complaintSteps } from '../../presenters/complaint-steps.ts';
import { type ComplaintAnswer, listAnswers } from '../../store/complaint-answers.ts';
import { type ComplaintHandler, listConcerned, listHandlers } from '../../store/complaint-file.ts';
import { listOfficers } from '../../store/complaint-officers.ts';
import { findComplaint } from '../../store/complaints.ts';
import { loadComplaintBodies, loadProvider } from '../../store/settings.ts';
import type { User } from '../../store/users.ts';
import { emptyForm, type Form, type Phrase } from '../../views/models/common.ts';
import type {
  ComplaintPanel,
  ExplainedLimit,
  MediationField,
} from '../../views/models/complaint-desk.ts';
import type { HttpDeps } from '../deps.ts';
import { refusalPhrase } from '../forms.ts';

/** The panel's forms as they come back after a refusal. */
export type ComplaintForms = {
  mediation?: { move: MediationMove; form: Form<MediationField> };
  decision?: Form<'reason'>;
};

export type LoadedComplaint = {
  readonly panel: ComplaintPanel;
  readonly limits: readonly ExplainedLimit[];
  readonly path: ComplaintPath;
  /** Who may be given it: the officers of its level, less whoever handled the other (P2). */
  readonly officers: readonly User[];
  /** Why the reader may not work on it; null where it may. */
  readonly whyNot: Phrase | null;
};

/** What a complaint's page shows beside what every ticket's does; nothing is asked for another. */
export async function loadComplaintPanel(
  { database, clock }: Pick<HttpDeps, 'database' | 'clock'>,
  reader: UserActor,
  ticket: Ticket,
  events: readonly TicketEvent[],
  forms: ComplaintForms = {},
): Promise<LoadedComplaint | null> {
  if (ticket.kind !== 'complaint') return null;
  const now = clock();
  const told = events.filter(isPathEvent);
  const [complaint, answers, handlers, concerned, bodies, provider] = await Promise.all([
    findComplaint(database, ticket.id),
    listAnswers(database, ticket.id),
    listHandlers(database, ticket.id),
    listConcerned(database, ticket.id),
    loadComplaintBodies(database),
    loadProvider(database),
  ]);
  if (!complaint) throw new Error(`Complaint ${ticket.number} has no row`);
  const { timeZone } = provider;
  const path = pathOf(told, timeZone);
  const level: AnsweringLevel = path.stages.length;
  const officers = await listOfficers(database, ticket.id, level);
  const whyNot = whyNotWork(reader, level, handlers);
  const answer = mayAnswer(path, level);
  const mayWork = whyNot === null;
  const limits = explainedLimits(path, { timeZone, now });
  const keepsInvoices = may(reader, 'keep_invoices');
  const panel: ComplaintPanel = {
    number: ticket.number,
    path: complaintSteps({ events: told, bodies, timeZone, now }),
    quality: path.quality,
    level: levelOf(path),
    wanted: complaint.wanted,
    zone: timeZone,
    alerts: alertsOf(path, answers, now),
    concerned: {
      tickets: concerned.flatMap(({ ticket: about }) => about ?? []),
      invoices: concerned.flatMap(({ invoice }) =>
        invoice
          ? { number: invoice.number, url: keepsInvoices ? `/desk/invoices/${invoice.id}` : null }
          : [],
      ),
    },
    handlers: ([1, 2] as const).map((each) => ({
      level: each,
      names: handlers.filter((one) => one.level === each).map(({ name }) => name),
    })),
    answers: answers.map((each) => answerView(each, ticket.number)),
    owed: isAnswerOwed(path),
    mayAnswer: mayWork && answer.ok,
    whyNot: mayWork && !answer.ok && path.mediation === null ? refusalPhrase(answer) : null,
    cause: complaint.cause,
    causes: mayWork ? [...CAUSES] : [],
    mediation: may(reader, 'follow_mediation') ? mediationOf(path, forms, now) : null,
    decision: decisionOf(reader, path, forms.decision),
  };
  return { panel, limits, path, officers, whyNot };
}

/** P2: only the officers of its level work on it, and nobody on both. */
export function whyNotWork(
  reader: UserActor,
  level: AnsweringLevel,
  handlers: readonly ComplaintHandler[],
): Phrase | null {
  if (!may(reader, level === 1 ? 'answer_level_1' : 'answer_level_2')) {
    return { key: 'refusals.not_an_officer', params: { level } };
  }
  const other = handlers.some((one) => one.userId === reader.id && one.level !== level);
  return other ? { key: 'refusals.handled_level_1' } : null;
}

function alertsOf(
  path: ComplaintPath,
  answers: readonly ComplaintAnswer[],
  now: Date,
): ComplaintPanel['alerts'] {
  const last = path.stages.at(-1) ?? path.stages[0];
  const open = path.mediation === null && mayAnswer(path, last.level).ok;
  const alerts: ComplaintPanel['alerts'] = [];
  const given = last.answers.some(({ givenAt }) => givenAt !== null);
  if (path.mediation === null && !given && now >= last.limit.ends) alerts.push('late');
  if (open && answers.at(-1)?.level === last.level) alerts.push('voided');
  return alerts;
}

/** What of a mediation can be put on record now; what can't says why not. */
function mediationOf(
  path: ComplaintPath,
  { mediation: refused }: ComplaintForms,
  now: Date,
): ComplaintPanel['mediation'] {
  const referral: Outcome<null> | null = path.mediation === null ? mayRefer(path, now) : null;
  // a professional is told nothing of a mediator (P4)
  if (path.mediation === null && path.quality === 'professional') return null;
  const moves = referral && !referral.ok ? [] : nextMoves(path.mediation);
  return {
    moves: moves.map((move) => ({
      move,
      form: refused?.move === move ? refused.form : emptyForm(),
      refused: refused?.move === move,
    })),
    whyNot:
      referral && !referral.ok ? { key: `complaint_desk.mediation.why.${referral.reason}` } : null,
  };
}

function decisionOf(
  reader: UserActor,
  path: ComplaintPath,
  form: Form<'reason'> = emptyForm(),
): ComplaintPanel['decision'] {
  if (!may(reader, 'decide_paths') || path.mediation !== null) return null;
  const to: PathQuality = path.quality === 'consumer' ? 'professional' : 'consumer';
  return { to, form };
}

import type { Mediation } from '../domain/complaint/mediation.ts';
import { answeredAt, type ComplaintPath, pathOf, type Stage } from '../domain/complaint/path.ts';
import { stepsOf } from '../domain/complaint/step.ts';
import type { TicketStatus } from '../domain/ticket/status.ts';
import type { ComplaintPaths } from '../store/complaint-paths.ts';
import type { ComplaintNext } from '../views/models/complaints.ts';

type Told = Pick<ComplaintPaths, 'bodies'> & {
  readonly path: ComplaintPath;
  readonly now: Date;
  /** Whether a question of ours waits for the customer. */
  readonly asked: boolean;
};

/**
 * What comes next on a complaint and by when, as its customer is told it (P5). Null for what is no
 * complaint, or follows its path no more.
 */
export function complaintNext(
  paths: ComplaintPaths | null,
  ticket: { readonly id: number; readonly status: TicketStatus },
  now: Date,
): ComplaintNext | null {
  const events = paths?.events.get(ticket.id);
  if (!paths || !events || ticket.status === 'refused') return null;
  const path = pathOf(events, paths.timeZone);
  const asked = ticket.status === 'waiting_customer';
  const told = { path, bodies: paths.bodies, now, asked };
  if (path.mediation) return mediated(path.mediation);
  const last = path.stages.at(-1) ?? path.stages[0];
  if (last.satisfied === true) return say('satisfied', 'ended');
  if (answeredAt(last) === null && now < last.limit.ends) return awaited(last, told);
  return last.level === 1 ? afterLevel1(last, told) : afterLevel2(last, told);
}

function awaited(stage: Stage, { bodies, asked }: Told): ComplaintNext {
  const { lastDay: day } = stage.limit;
  const who = (stage.level === 1 ? bodies.customerService : bodies.consumerService).name;
  if (stage.answers.some(({ voided }) => !voided)) return say('sent', 'provider', { day });
  if (asked) return say('asked', 'customer', { day });
  return say(`level_${stage.level}`, 'provider', { day, who });
}

function afterLevel1(stage: Stage, { bodies }: Told): ComplaintNext {
  const { name: who } = bodies.consumerService;
  if (answeredAt(stage) === null) {
    return say('level_1_late', 'customer', { day: stage.limit.lastDay, who });
  }
  return say(stage.satisfied === false ? 'level_1_unsatisfied' : 'level_1_answered', 'customer', {
    who,
  });
}

/** A consumer has the mediator within its year; a professional, the court of the contract (P4). */
function afterLevel2(stage: Stage, { path, bodies, now }: Told): ComplaintNext {
  const said = answeredAt(stage) === null ? 'level_2_late' : 'level_2_answered';
  if (path.quality === 'professional') {
    return say(`${said}_court`, 'customer', { who: bodies.court });
  }
  const day = path.referral?.lastDay ?? null;
  const [, , third] = stepsOf(path, now, now);
  if (third.why === 'year_passed') return say('year_passed', 'ended', { day });
  return say(day === null ? `${said}_undated` : said, 'customer', { day });
}

function mediated({ notifiedOn, limit, admissible, ...mediation }: Mediation): ComplaintNext {
  const { proposedOn, accepted, ending } = mediation;
  if (ending !== null) return say(`mediation_${ending}`, 'ended');
  if (proposedOn !== null) {
    return accepted.customer === null
      ? say('proposal', 'customer')
      : say('proposal_answered', 'provider');
  }
  if (notifiedOn !== null) return say('mediation', 'provider', { day: limit?.lastDay ?? null });
  return say(admissible === null ? 'mediation_referred' : 'mediation_admissible', 'provider');
}

function say(
  key: string,
  turn: ComplaintNext['turn'],
  { day = null, who = null }: { day?: string | null; who?: string | null } = {},
): ComplaintNext {
  return { key, turn, day, who };
}

import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import type { AnsweringLevel, AnswerOutcome, RedressKind } from '../domain/complaint/event.ts';
import type { ComplaintPath } from '../domain/complaint/path.ts';
import type { Provider } from '../domain/provider/provider.ts';
import type { Letter, Recipient } from './letter.ts';

/** What every letter of a complaint's path tells of it. */
export type ComplaintFacts = {
  number: string;
  path: ComplaintPath;
  provider: Provider;
  bodies: ComplaintBodies;
  ticketUrl: string;
};

/** Receipt at a level: its day, the last day for the answer, and which right opens when (P5). */
export function complaintAcknowledgementLetter(
  to: Recipient,
  { level, ...facts }: ComplaintFacts & { level: AnsweringLevel },
): Letter {
  const stage = facts.path.stages[level - 1] ?? facts.path.stages[0];
  return {
    name: 'complaint_acknowledgement',
    to,
    automatic: true,
    model: {
      ...common(facts),
      level,
      first: level === 1,
      answeredBy: bodyOf(facts.bodies, level),
      receivedOn: stage.receivedOn,
      lastDay: stage.limit.lastDay,
      byCall: facts.path.referral === null,
      referralDay: facts.path.referral?.lastDay ?? '',
    },
  };
}

/** The formal answer of a level, with what follows where it leaves something open (L616-1). */
export function complaintAnswerLetter(
  to: Recipient,
  {
    level,
    answer,
    ...facts
  }: ComplaintFacts & {
    level: AnsweringLevel;
    answer: {
      outcome: AnswerOutcome;
      redress: { kind: RedressKind; cents: number | null };
      body: string;
      authorName: string;
      /** Opens the page on which level 2 is asked, without signing in; the page's form asks. */
      nextUrl: string;
    };
  },
): Letter {
  return {
    name: 'complaint_answer',
    to,
    automatic: false,
    model: {
      ...common(facts),
      level,
      first: level === 1,
      answeredBy: bodyOf(facts.bodies, level),
      next: facts.bodies.consumerService,
      unresolved: answer.outcome !== 'accepted',
      referralDay: facts.path.referral?.lastDay ?? '',
      body: answer.body,
      authorName: answer.authorName,
      nextUrl: answer.nextUrl,
      cents: answer.redress.cents ?? 0,
      redress: answer.redress.kind === 'none' ? null : answer.redress.kind,
      redressWords: `letters.complaint_answer.redress.${answer.redress.kind}`,
      outcomeWords: `letters.complaint_answer.outcome.${answer.outcome}`,
    },
  };
}

/** The last day passed without an answer: the next level is open to the customer (P5). */
export function complaintLevelOpenLetter(
  to: Recipient,
  { level, nextUrl, ...facts }: ComplaintFacts & { level: 2 | 3; nextUrl: string },
): Letter {
  return {
    name: 'complaint_level_open',
    to,
    automatic: true,
    model: {
      ...common(facts),
      second: level === 2,
      next: facts.bodies.consumerService,
      nextUrl,
      lastDay: facts.path.stages.at(-1)?.limit.lastDay ?? '',
      referralDay: facts.path.referral?.lastDay ?? '',
    },
  };
}

/** Reminds an officer of a complaint's last day, or says that it has passed (P5). */
export function complaintReminderLetter(
  to: Recipient,
  model: {
    number: string;
    level: AnsweringLevel;
    /** Days left; 0 once the last has passed. */
    days: number;
    lastDay: string;
    customerName: string;
    ticketUrl: string;
  },
): Letter {
  return {
    name: 'complaint_reminder',
    to,
    automatic: true,
    model: { ...model, passed: model.days === 0, lastOne: model.days === 1 },
  };
}

/** Tells whoever answered that the mail came back: the answer never counted (P5). */
export function complaintAnswerVoidedLetter(
  to: Recipient,
  model: { number: string; lastDay: string; customerName: string; ticketUrl: string },
): Letter {
  return { name: 'complaint_answer_voided', to, automatic: true, model };
}

function common({ number, path, provider, bodies, ticketUrl }: ComplaintFacts) {
  const consumer = path.quality === 'consumer';
  return {
    number,
    consumer,
    provider,
    mediator: bodies.mediator,
    court: bodies.court,
    ticketUrl,
  };
}

function bodyOf({ customerService, consumerService }: ComplaintBodies, level: AnsweringLevel) {
  return level === 1 ? customerService : consumerService;
}

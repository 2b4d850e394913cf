import type { RequestDates } from '../domain/contract-request/dates.ts';
import type { RequestGround, RequestKind } from '../domain/contract-request/event.ts';
import type { Computation } from '../domain/contract-request/refund.ts';
import type { Provider } from '../domain/provider/provider.ts';
import { withoutLinks } from '../domain/text-field.ts';
import type { Letter, Recipient } from './letter.ts';

type RequestFacts = {
  number: string;
  kind: RequestKind;
  provider: Provider;
  ticketUrl: string;
};

/**
 * Says on a durable medium that a request was received, when, what it declared, and which days
 * follow from it (L221-21, L215-1-1, R1–R3).
 */
export function requestAcknowledgementLetter(
  to: Recipient,
  {
    declared,
    dates,
    receivedAt,
    professional,
    confirmUrl,
    ...facts
  }: RequestFacts & {
    /** Null where the words of a mail would be sent back to whom it names. */
    declared: { service: string; name: string; postalAddress: string | null } | null;
    dates: RequestDates;
    receivedAt: Date;
    professional: boolean;
    /** Where whoever reads this says that it is the one who asks; null where that is known. */
    confirmUrl: string | null;
  },
): Letter {
  return {
    name: 'request_acknowledgement',
    to,
    automatic: true,
    model: {
      ...common(facts),
      ...dates,
      declared: declared && {
        service: withoutLinks(declared.service),
        name: withoutLinks(declared.name),
        postalAddress: declared.postalAddress && withoutLinks(declared.postalAddress),
      },
      receivedAt,
      professional,
      confirmUrl,
      inTime: dates.withdrawBy === null || dates.receivedOn <= dates.withdrawBy,
      deliverable: dates.deliverBy !== null && dates.receivedOn <= dates.deliverBy,
    },
  };
}

/** A request is accepted: what is refunded, line by line, or from when the contract has ended. */
export function requestAcceptedLetter(
  to: Recipient,
  facts: RequestFacts & {
    computation: Computation | null;
    effectiveOn: string | null;
    refundBy: string | null;
    authorName: string;
  },
): Letter {
  const { computation, effectiveOn, refundBy, authorName } = facts;
  return {
    name: 'request_accepted',
    to,
    automatic: false,
    model: { ...common(facts), lines: computation, effectiveOn, refundBy, authorName },
  };
}

/** A request is refused: the ground, and the reasons in whole. */
export function requestRefusedLetter(
  to: Recipient,
  facts: RequestFacts & { ground: RequestGround; reasons: string; authorName: string },
): Letter {
  const { ground, reasons, authorName } = facts;
  return {
    name: 'request_refused',
    to,
    automatic: false,
    model: { ...common(facts), groundWords: `requests.ground_told.${ground}`, reasons, authorName },
  };
}

/** The refund is made. */
export function refundMadeLetter(
  to: Recipient,
  facts: RequestFacts & { cents: number; on: string },
): Letter {
  const { cents, on } = facts;
  return { name: 'refund_made', to, automatic: true, model: { ...common(facts), cents, on } };
}

/** Reminds staff of a refund's last day, or says that it has passed. */
export function refundReminderLetter(
  to: Recipient,
  model: {
    number: string;
    /** Days left; 0 once the last has passed. */
    days: number;
    lastDay: string;
    customerName: string;
    ticketUrl: string;
  },
): Letter {
  const { days } = model;
  return {
    name: 'refund_reminder',
    to,
    automatic: true,
    model: { ...model, passed: days === 0, lastOne: days === 1 },
  };
}

/** Tells staff that a termination takes effect and nobody has confirmed it to its customer. */
export function terminationReminderLetter(
  to: Recipient,
  model: {
    number: string;
    /** The day on which it takes effect. */
    lastDay: string;
    passed: boolean;
    /** Whoever asks was found to be who it says. */
    identified: boolean;
    customerName: string;
    ticketUrl: string;
  },
): Letter {
  return { name: 'termination_reminder', to, automatic: true, model };
}

function common({ number, kind, provider, ticketUrl }: RequestFacts) {
  return { number, provider, ticketUrl, ...wordsOf(kind) };
}

function wordsOf(kind: RequestKind) {
  return {
    kind,
    withdrawal: kind === 'withdrawal',
    cancellation: kind === 'cancellation',
    termination: kind === 'termination',
  };
}

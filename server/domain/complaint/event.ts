import type { Cause } from './cause.ts';

/** The levels that the provider itself answers at; the mediator is the third (12.1.4). */
export type AnsweringLevel = 1 | 2;

/** How a complaint, or its escalation, reached the provider. A call is not in writing (L612-2). */
export const COMPLAINT_MEANS = ['portal', 'email', 'letter', 'call'] as const;
export type ComplaintMeans = (typeof COMPLAINT_MEANS)[number];

export const ANSWER_OUTCOMES = ['accepted', 'partly', 'rejected'] as const;
export type AnswerOutcome = (typeof ANSWER_OUTCOMES)[number];

export const REDRESS_KINDS = ['none', 'credit', 'refund', 'other'] as const;
export type RedressKind = (typeof REDRESS_KINDS)[number];

/** The path that a complaint follows: its customer's, a consumer's where that isn't known (P4). */
export type PathQuality = 'consumer' | 'professional';

export const MEDIATION_ENDINGS = ['agreed', 'refused', 'withdrawn', 'inadmissible'] as const;
export type MediationEnding = (typeof MEDIATION_ENDINGS)[number];

/** What of a complaint stands in its ticket's history (P1–P5). Days are of the provider's zone. */
export type ComplaintEvent =
  | {
      type: 'complaint_lodged';
      data: { quality: PathQuality; means: ComplaintMeans; received_on: string };
    }
  /** `answer` is a formal act: its words are those of `message`. */
  | {
      type: 'complaint_answered';
      data: {
        answer: number;
        level: AnsweringLevel;
        outcome: AnswerOutcome;
        redress: { kind: RedressKind; cents: number | null };
        message: number;
        outbound_email: number;
        document: number;
      };
    }
  /** Its mail was accepted: it counts from here on (P5). */
  | { type: 'complaint_answer_given'; data: { answer: number } }
  /** Its mail came back: it never counted. */
  | { type: 'complaint_answer_voided'; data: { answer: number } }
  | { type: 'complaint_reaction'; data: { level: AnsweringLevel; satisfied: boolean } }
  | { type: 'complaint_escalated'; data: { means: ComplaintMeans; received_on: string } }
  /** A manager's decision that the other path is followed; `note` says why. */
  | { type: 'complaint_path_decided'; data: { quality: PathQuality; note: number } }
  | { type: 'complaint_cause_set'; data: { from: Cause | null; to: Cause } }
  /** Staff were reminded so many days before the last; 0 is past it. */
  | { type: 'complaint_reminded'; data: { level: AnsweringLevel; days: number; to: number[] } }
  /** The customer was told that the next level is open to it. */
  | { type: 'complaint_level_told'; data: { level: 2 | 3; outbound_email: number } }
  | { type: 'mediation_referred'; data: { on: string } }
  | { type: 'mediation_admissibility'; data: { admissible: boolean } }
  /** The mediator says that the file is complete: its ninety days begin (R612-5). */
  | { type: 'mediation_notified'; data: { on: string } }
  | { type: 'mediation_extended'; data: { until: string } }
  | { type: 'mediation_observations_sent'; data: { on: string } }
  | { type: 'mediation_proposed'; data: { on: string } }
  | {
      type: 'mediation_proposal_answered';
      data: { by: 'customer' | 'provider'; accepted: boolean };
    }
  | { type: 'mediation_closed'; data: { ending: MediationEnding } };

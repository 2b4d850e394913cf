import { type LegalLimit, legalLimitFromDay } from '../deadline/legal-limit.ts';
import type { ComplaintEvent, MediationEnding } from './event.ts';

/** R612-5: counted from the mediator's notification that the file is complete. */
export const MEDIATION_DAYS = 90;

/** The course of a mediation, as far as the provider knows (P3). Days are of its own zone. */
export type Mediation = {
  readonly referredOn: string;
  /** Null while the mediator has not said. */
  readonly admissible: boolean | null;
  readonly notifiedOn: string | null;
  /** The mediator's own limit; it may move it. */
  readonly limit: LegalLimit | null;
  readonly observationsSentOn: string | null;
  readonly proposedOn: string | null;
  readonly accepted: { readonly customer: boolean | null; readonly provider: boolean | null };
  readonly ending: MediationEnding | null;
};

export type MediationEvent = Extract<ComplaintEvent, { type: `mediation_${string}` }>;
export type MediationMove = MediationEvent['type'];

/** What can come next, in the order that the mediator goes in. */
export function nextMoves(mediation: Mediation | null): readonly MediationMove[] {
  if (mediation === null) return ['mediation_referred'];
  if (mediation.ending !== null) return [];
  if (mediation.admissible === null) return ['mediation_admissibility', 'mediation_closed'];
  if (mediation.notifiedOn === null) return ['mediation_notified', 'mediation_closed'];
  const moves: MediationMove[] = ['mediation_extended'];
  if (mediation.proposedOn === null) {
    if (mediation.observationsSentOn === null) moves.push('mediation_observations_sent');
    moves.push('mediation_proposed');
  } else if (mediation.accepted.customer === null || mediation.accepted.provider === null) {
    moves.push('mediation_proposal_answered');
  }
  return [...moves, 'mediation_closed'];
}

/** A mediation after one more event of it. */
export function mediationAfter(
  before: Mediation | null,
  event: MediationEvent,
  timeZone: string,
): Mediation {
  if (event.type === 'mediation_referred') return referred(event.data.on);
  if (before === null) throw new Error(`A mediation cannot begin with ${event.type}`);
  switch (event.type) {
    case 'mediation_admissibility': {
      const { admissible } = event.data;
      return { ...before, admissible, ending: admissible ? null : 'inadmissible' };
    }
    case 'mediation_notified': {
      const limit = legalLimitFromDay(event.data.on, { days: MEDIATION_DAYS }, timeZone);
      return { ...before, notifiedOn: event.data.on, limit };
    }
    case 'mediation_extended':
      return { ...before, limit: legalLimitFromDay(event.data.until, { days: 0 }, timeZone) };
    case 'mediation_observations_sent':
      return { ...before, observationsSentOn: event.data.on };
    case 'mediation_proposed':
      return { ...before, proposedOn: event.data.on };
    case 'mediation_proposal_answered': {
      const { by, accepted } = event.data;
      return { ...before, accepted: { ...before.accepted, [by]: accepted } };
    }
    case 'mediation_closed':
      return { ...before, ending: event.data.ending };
  }
}

function referred(referredOn: string): Mediation {
  return {
    referredOn,
    admissible: null,
    notifiedOn: null,
    limit: null,
    observationsSentOn: null,
    proposedOn: null,
    accepted: { customer: null, provider: null },
    ending: null,
  };
}

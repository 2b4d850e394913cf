import type { Request } from 'express';
import { MEDIATION_ENDINGS } from '../../domain/complaint/event.ts';
import type { MediationEvent, MediationMove } from '../../domain/complaint/mediation.ts';
import { accept, type Outcome, refuse } from '../../domain/outcome.ts';
import type { MediationField } from '../../views/models/complaint-desk.ts';
import { typed } from '../forms.ts';

const MOVES: readonly MediationMove[] = [
  'mediation_referred',
  'mediation_admissibility',
  'mediation_notified',
  'mediation_extended',
  'mediation_observations_sent',
  'mediation_proposed',
  'mediation_proposal_answered',
  'mediation_closed',
];

/** Which move of a mediation a form is about; null for none. */
export function moveWanted(request: Request): MediationMove | null {
  const wanted = typed(request, ['move']).move;
  return MOVES.find((known) => known === wanted) ?? null;
}

/** The move as it was typed: each asks for other things. */
export function moveTyped(
  move: MediationMove,
  { day, admissible, by, accepted, ending }: Record<MediationField, string>,
): Outcome<MediationEvent> {
  switch (move) {
    case 'mediation_admissibility':
      if (admissible === '') return refuse('required', { field: 'admissible' });
      return accept({ type: move, data: { admissible: admissible === 'yes' } });
    case 'mediation_proposal_answered':
      if (by !== 'customer' && by !== 'provider') return refuse('required', { field: 'by' });
      if (accepted === '') return refuse('required', { field: 'accepted' });
      return accept({ type: move, data: { by, accepted: accepted === 'yes' } });
    case 'mediation_closed': {
      const known = MEDIATION_ENDINGS.find((each) => each === ending);
      if (!known) return refuse('required', { field: 'ending' });
      return accept({ type: move, data: { ending: known } });
    }
    case 'mediation_extended':
      if (day === '') return refuse('required', { field: 'day' });
      return accept({ type: move, data: { until: day } });
    default:
      if (day === '') return refuse('required', { field: 'day' });
      return accept({ type: move, data: { on: day } });
  }
}

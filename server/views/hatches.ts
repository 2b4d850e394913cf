import type { SeriesName } from './models/figures.ts';

/** What is drawn hatched, so that a neighbour is told from it without its colour: in degrees. */
const HATCHED: Partial<Record<SeriesName, number>> = {
  breached: 45,
  information_request: 90,
  not_billable: 45,
  not_concluded: 90,
  approved: 90,
  waived: 45,
  reversed: 135,
  level_2: 90,
  late: 45,
  pending: 90,
  refund: 135,
};

/** How far a series' hatching is turned; null where it is drawn plain. */
export function hatchOf(series: SeriesName): number | null {
  return HATCHED[series] ?? null;
}

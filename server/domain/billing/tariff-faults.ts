import { accept, type Outcome, refuse } from '../outcome.ts';
import type { Tariff } from './tariff.ts';

/** What a version of the tariff says, whatever the day it begins. */
export type TariffFigures = Omit<Tariff, 'id' | 'version' | 'effectiveFrom'>;

const DAY = 1_440;
const MOST_UNITS = 100;
/** A million euros, as every price that is typed. */
const DEAREST = 100_000_000;

/** The figures where they can be a tariff, or the first that can't, with its field. */
export function readTariff(figures: TariffFigures): Outcome<TariffFigures> {
  const { unitMinutes, minimumUnits, netUnitCents, grossUnitCents } = figures;
  if (!isWhole(unitMinutes, 1, DAY)) {
    return refuse('figure_out_of_range', { field: 'unit_minutes', details: { min: 1, max: DAY } });
  }
  if (!isWhole(minimumUnits, 0, MOST_UNITS)) {
    const details = { min: 0, max: MOST_UNITS };
    return refuse('figure_out_of_range', { field: 'minimum_units', details });
  }
  if (!isWhole(netUnitCents, 0, DEAREST)) return refuse('price_out_of_range', { field: 'net' });
  if (!isWhole(grossUnitCents, 0, DEAREST)) return refuse('price_out_of_range', { field: 'gross' });
  return accept(figures);
}

function isWhole(figure: number, least: number, most: number): boolean {
  return Number.isInteger(figure) && figure >= least && figure <= most;
}

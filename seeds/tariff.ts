import type { SaveTariffInput } from '../server/commands/save-tariff.ts';

/** The demonstration's tariff: plausible values, which the contract leaves open (4.3). */
export const TARIFF: Omit<SaveTariffInput, 'effectiveFrom'> = {
  unitMinutes: 30,
  minimumUnits: 1,
  netUnitCents: 2_900,
  grossUnitCents: 3_480,
};

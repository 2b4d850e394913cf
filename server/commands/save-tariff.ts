import type { Tariff } from '../domain/billing/tariff.ts';
import { readTariff, type TariffFigures } from '../domain/billing/tariff-faults.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { insertTariff } from '../store/tariffs.ts';
import type { Command } from './command.ts';
import { mayOrSeeds } from './save-calendar.ts';

export type SaveTariffInput = TariffFigures & { effectiveFrom: Date };

/**
 * Settles what a diagnosis costs from an instant on, as the next version (D4). What was told under
 * another stays: of two that begin at the same instant, the later written one holds.
 */
export const saveTariff: Command<SaveTariffInput, Tariff> = async ({ actor, tx, now }, input) => {
  if (!mayOrSeeds(actor, 'edit_tariffs')) return refuse('forbidden');
  const figures = readTariff(input);
  if (!figures.ok) return figures;
  if (actor.kind === 'user' && input.effectiveFrom < now) {
    return refuse('backdated', { field: 'effective_from' });
  }
  const by = { userId: actor.kind === 'user' ? actor.id : null, at: now };
  return accept(await insertTariff(tx, input, by));
};

import { dayIn } from '../domain/billing/claim-cap.ts';
import { TERRITORIES, type Territory } from '../domain/billing/territory.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { loadProvider } from '../store/settings.ts';
import { insertVatRate } from '../store/vat-rates.ts';
import type { Command } from './command.ts';

export type SaveVatRateInput = {
  territory: Territory;
  /** `YYYY-MM-DD`, in the provider's zone. */
  effectiveFrom: string;
  basisPoints: number;
};

/** Settles a territory's VAT rate from a day on (D4); what was charged before it stays. */
export const saveVatRate: Command<SaveVatRateInput, null> = async (
  { actor, tx, now },
  { territory, effectiveFrom, basisPoints },
) => {
  if (actor.kind !== 'user' || !may(actor, 'edit_tariffs')) return refuse('forbidden');
  if (!TERRITORIES.includes(territory)) return refuse('invalid_choice', { field: 'territory' });
  if (!Number.isInteger(basisPoints) || basisPoints < 0 || basisPoints > 10_000) {
    return refuse('rate_out_of_range', { field: 'rate' });
  }
  const { timeZone } = await loadProvider(tx);
  if (effectiveFrom < dayIn(timeZone, now)) return refuse('backdated', { field: 'effective_day' });
  const rate = { territory, effectiveFrom, basisPoints };
  await insertVatRate(tx, rate, { userId: actor.id, at: now });
  return accept(null);
};

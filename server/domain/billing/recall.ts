import type { BillingEvent } from './event.ts';
import { type Quality, shownPrice, type Tariff } from './tariff.ts';

type Recalled = Extract<BillingEvent, { type: 'tariff_recalled' }>;

/** A tariff as it is shown to a customer: in the one price that is its own (I4). */
export type ShownTariff = {
  readonly price: 'gross' | 'net';
  readonly unitCents: number;
  readonly unitMinutes: number;
  readonly minimumUnits: number;
};

export function shownTariff(tariff: Tariff, quality: Quality): ShownTariff {
  const { unitMinutes, minimumUnits } = tariff;
  return { ...shownPrice(tariff, quality), unitMinutes, minimumUnits };
}

/** That a customer was told this tariff, as it was told (D4). */
export function recalled(tariff: Tariff, quality: Quality, by: Recalled['data']['by']): Recalled {
  const shown = shownTariff(tariff, quality);
  return {
    type: 'tariff_recalled',
    data: {
      tariff: tariff.id,
      price: shown.price,
      unit_cents: shown.unitCents,
      unit_minutes: shown.unitMinutes,
      minimum_units: shown.minimumUnits,
      by,
    },
  };
}

/**
 * What a form that shows a tariff carries along: which version, in which price. Anything else that
 * comes back was not what this customer read.
 */
export function tariffMark(tariff: Tariff, quality: Quality): string {
  return `${tariff.id}-${shownPrice(tariff, quality).price}`;
}

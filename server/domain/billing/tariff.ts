/** Who a customer is before the law; `unknown` has a consumer's rights. */
export type Quality = 'consumer' | 'professional' | 'unknown';

/** One version of what a diagnosis costs (D4). Prices are integer cents of one unit. */
export type Tariff = {
  readonly id: number;
  readonly version: number;
  readonly effectiveFrom: Date;
  readonly unitMinutes: number;
  /** Units due at least, once any time was spent. */
  readonly minimumUnits: number;
  /** Without tax: a professional's. */
  readonly netUnitCents: number;
  /** With tax: a consumer's. */
  readonly grossUnitCents: number;
};

/** What a unit costs as it is shown: with tax to a consumer, without to a professional (I4). */
export type ShownPrice = { readonly price: 'gross' | 'net'; readonly unitCents: number };

export function shownPrice(tariff: Tariff, quality: Quality): ShownPrice {
  return quality === 'professional'
    ? { price: 'net', unitCents: tariff.netUnitCents }
    : { price: 'gross', unitCents: tariff.grossUnitCents };
}

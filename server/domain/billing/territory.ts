/**
 * Where a customer is, as far as tax goes (D4). Each has a rate by date, in basis points; those
 * outside the territory of French VAT have none.
 */
export const TERRITORIES = [
  'metropole',
  'guadeloupe',
  'martinique',
  'reunion',
  'guyane',
  'mayotte',
  'saint_barthelemy',
  'saint_martin',
  'saint_pierre_et_miquelon',
  'nouvelle_caledonie',
  'polynesie_francaise',
  'wallis_et_futuna',
] as const;
export type Territory = (typeof TERRITORIES)[number];

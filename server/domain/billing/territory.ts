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

const BY_ZONE: Readonly<Record<string, Territory>> = {
  'America/Guadeloupe': 'guadeloupe',
  'America/Martinique': 'martinique',
  'Indian/Reunion': 'reunion',
  'America/Cayenne': 'guyane',
  'Indian/Mayotte': 'mayotte',
  'America/St_Barthelemy': 'saint_barthelemy',
  'America/Marigot': 'saint_martin',
  'America/Miquelon': 'saint_pierre_et_miquelon',
  'Pacific/Noumea': 'nouvelle_caledonie',
  'Pacific/Tahiti': 'polynesie_francaise',
  'Pacific/Marquesas': 'polynesie_francaise',
  'Pacific/Gambier': 'polynesie_francaise',
  'Pacific/Wallis': 'wallis_et_futuna',
};

/** Where somebody of this time zone most likely is, until the staff say better. */
export function territoryOfZone(timeZone: string): Territory {
  return BY_ZONE[timeZone] ?? 'metropole';
}

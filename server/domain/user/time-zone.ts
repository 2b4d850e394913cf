/**
 * The time zones that forms offer: France's, from one side of the world to the other. An account
 * may have any other IANA zone.
 */
export const OFFERED_TIME_ZONES = [
  'Europe/Paris',
  'America/Guadeloupe',
  'America/Martinique',
  'America/Cayenne',
  'America/Miquelon',
  'Indian/Reunion',
  'Indian/Mayotte',
  'Pacific/Noumea',
  'Pacific/Wallis',
  'Pacific/Tahiti',
] as const;

/** What a complaint is about, as staff say it, for the figures. */
export const CAUSES = [
  'billing',
  'quality_of_service',
  'support',
  'contract',
  'personal_data',
  'other',
] as const;
export type Cause = (typeof CAUSES)[number];

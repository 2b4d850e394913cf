/** What a diagnosis may end with (D2). */
export const OUTCOMES = [
  'provider_responsible',
  'not_confirmed',
  'service_healthy',
  'not_provider_responsibility',
  'refused',
] as const;
export type DiagnosisOutcome = (typeof OUTCOMES)[number];

const BILLABLE: readonly DiagnosisOutcome[] = [
  'not_confirmed',
  'service_healthy',
  'not_provider_responsibility',
];

/** D3: the provider's own fault never is, whatever time was recorded. */
export function isBillable(outcome: DiagnosisOutcome): boolean {
  return BILLABLE.includes(outcome);
}

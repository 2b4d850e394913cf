/**
 * The versions in force at the receipt: a plan's, a calendar's for each kind, and the particular
 * conditions of the service concerned, where it has any.
 */
export type JudgedBy = {
  readonly plan_version: number;
  readonly incident_calendar: number;
  readonly information_calendar: number;
  readonly conditions: number | null;
};

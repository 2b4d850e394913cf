/** The versions in force at the receipt: a plan's, and a calendar's for each kind. */
export type JudgedBy = {
  readonly plan_version: number;
  readonly incident_calendar: number;
  readonly information_calendar: number;
};

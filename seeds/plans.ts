import { alwaysOpen, type CalendarVersion } from '../server/domain/calendar/calendar.ts';
import { officialHolidays } from '../server/domain/calendar/holidays.ts';
import type { EscalationStep, PlanDefinition, Targets } from '../server/domain/plan/plan.ts';
import { PROVIDER } from './provider.ts';

const OFFICE = [
  ['09:00', '12:30'],
  ['14:00', '18:00'],
] as const;

/** Incidents run day and night, all year (H1). */
export const INCIDENT_CALENDAR = {
  name: 'Incidents, jour et nuit',
  definition: alwaysOpen(PROVIDER.timeZone),
};
/**
 * Information requests run in business hours, public holidays of the metropole left out (H1). The
 * hours are plausible values: the contract leaves them open.
 */
export const BUSINESS_CALENDAR: { name: string; definition: CalendarVersion } = {
  name: 'Heures ouvrées',
  definition: {
    timeZone: PROVIDER.timeZone,
    weeklyHours: {
      mon: OFFICE,
      tue: OFFICE,
      wed: OFFICE,
      thu: OFFICE,
      fri: OFFICE,
      sat: [],
      sun: [],
    },
    holidays: officialHolidays('metropole'),
    exceptions: [],
  },
};

const NONE = { first_response: null, next_update: null, diagnosis: null, restoration: null };
const NOTHING = { urgent: NONE, high: NONE, normal: NONE, low: NONE };
const ESCALATION: readonly EscalationStep[] = [
  { share: 50, to: ['assignee'] },
  { share: 75, to: ['assignee', 'team_lead'] },
  { share: 90, to: ['assignee', 'team_lead'] },
  { share: 100, to: ['assignee', 'team_lead', 'manager'] },
];

type Definition = Omit<PlanDefinition, 'calendars'>;

/** Base support promises no time (4.3, H3); its reminder is a plausible value. */
export const BASE_PLAN: { name: string; definition: Definition } = {
  name: 'Support de base',
  definition: {
    targets: { incident: NOTHING, information_request: NOTHING },
    escalation: ESCALATION,
    updateReminderMinutes: 240,
    credits: null,
  },
};

const COMMITTED: Targets = {
  incident: {
    urgent: { first_response: 30, next_update: 60, diagnosis: 120, restoration: 240 },
    high: { first_response: 60, next_update: 120, diagnosis: 240, restoration: 480 },
    normal: { first_response: 120, next_update: 240, diagnosis: 480, restoration: 1_440 },
    low: { first_response: 480, next_update: 1_440, diagnosis: 2_880, restoration: 4_320 },
  },
  information_request: {
    urgent: { ...NONE, first_response: 120 },
    high: { ...NONE, first_response: 240 },
    normal: { ...NONE, first_response: 450 },
    low: { ...NONE, first_response: 900 },
  },
};

/** The demonstration's plan with commitments; the contract leaves their figures open. */
export const SERENITE_PLUS: { name: string; definition: Definition } = {
  name: 'Sérénité Plus',
  definition: {
    targets: COMMITTED,
    escalation: ESCALATION,
    updateReminderMinutes: 240,
    credits: { periodMinutes: 60, basisPoints: 500, capBasisPoints: 10_000 },
  },
};

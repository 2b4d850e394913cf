export const IMPACTS = ['all', 'some', 'one'] as const;
export type Impact = (typeof IMPACTS)[number];
export const URGENCIES = ['high', 'medium', 'low'] as const;
export type Urgency = (typeof URGENCIES)[number];
export const PRIORITIES = ['urgent', 'high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

const TABLE: Record<Impact, Record<Urgency, Priority>> = {
  all: { high: 'urgent', medium: 'high', low: 'normal' },
  some: { high: 'high', medium: 'normal', low: 'low' },
  one: { high: 'normal', medium: 'low', low: 'low' },
};

/** How many are touched, and how soon it hurts, make the priority. */
export function priorityOf(impact: Impact, urgency: Urgency): Priority {
  return TABLE[impact][urgency];
}

const DAY = 86_400_000;

/** How long a ticket has been open, in days: from the first to before the second. */
export const AGES = [
  { name: 'day', from: 0, to: 1 },
  { name: 'three_days', from: 1, to: 3 },
  { name: 'week', from: 3, to: 7 },
  { name: 'month', from: 7, to: 30 },
  { name: 'older', from: 30, to: null },
] as const;
export type AgeName = (typeof AGES)[number]['name'];

/** The instants that part the ages at a given time, the oldest first: one fewer than the ages. */
export function ageEdges(now: Date): Date[] {
  return AGES.slice(1)
    .map(({ from }) => new Date(now.getTime() - from * DAY))
    .reverse();
}

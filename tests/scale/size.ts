/** How much a helpdesk has been through. */
export type Size = { tickets: number; messagesEach: number; customers: number };

export const STAFF = 30;
/** When the last ticket of a filled database came in; the first came in five years before. */
export const LATEST = new Date('2026-11-01T00:00:00.000Z');
const FIVE_YEARS = 5 * 365 * 86_400_000;

/** When ticket `id` came in: tickets are numbered in the order they came. */
export function receivedAt({ tickets }: Size, id: number): Date {
  return new Date(LATEST.getTime() - FIVE_YEARS * (1 - id / tickets));
}

/** The number of ticket `id`. */
export function numberOf(size: Size, id: number): string {
  return `${receivedAt(size, id).getUTCFullYear()}-${String(id).padStart(6, '0')}`;
}

/** An id or a count as an address gives it; null for anything else. */
export function numberOf(given: unknown): number | null {
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : null;
}

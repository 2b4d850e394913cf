import type { Quality } from './tariff.ts';

/**
 * Whether a line is owed only under a recorded acceptance (D5): it was computed for somebody who is
 * or may be a consumer, or its customer turned out to be one since.
 */
export function needsAcceptance({
  quality,
  customer,
}: {
  quality: Quality;
  customer: { quality: Quality };
}): boolean {
  return quality !== 'professional' || customer.quality !== 'professional';
}

import { readAddress } from '../domain/user/email-address.ts';
import { PageError } from './page-error.ts';
import type { RateLimit, RateLimits } from './rate-limits.ts';

/**
 * Counts what a stranger sends by a public form, per caller and per address given. Who must wait
 * keeps what it wrote, which took care to write.
 *
 * @returns minutes to wait; null where it may be sent now
 */
export async function minutesToWait(
  limits: RateLimits,
  { caller, address }: { caller: RateLimit; address: RateLimit },
  ip: string,
  email: string,
): Promise<number | null> {
  const given = readAddress(email);
  try {
    await limits.count(caller, ip);
    if (given.ok) await limits.count(address, given.value);
    return null;
  } catch (error) {
    if (error instanceof PageError && error.status === 429) return error.minutes ?? 1;
    throw error;
  }
}

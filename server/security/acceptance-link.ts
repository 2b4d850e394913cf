import { createHmac, timingSafeEqual } from 'node:crypto';
import { purposeKey } from './purpose-key.ts';

/**
 * What a ticket's requester holds to accept its tariff without signing in (D5): it is in the letter
 * that told the tariff, and shows nothing of the ticket but its number.
 */
export function acceptanceToken(secret: string, ticketNumber: string): string {
  const signature = createHmac('sha256', purposeKey(secret, 'tariff acceptance'))
    .update(ticketNumber)
    .digest('base64url');
  return `${ticketNumber}.${signature}`;
}

/** The number of the ticket whose token this is; null for anything that we did not sign. */
export function readAcceptanceToken(secret: string, token: string): string | null {
  const [, number] = /^(\d{4}-\d{1,12})\.[\w-]{43}$/.exec(token) ?? [];
  if (number === undefined) return null;
  const expected = Buffer.from(acceptanceToken(secret, number));
  const given = Buffer.from(token);
  const same = expected.length === given.length && timingSafeEqual(expected, given);
  return same ? number : null;
}

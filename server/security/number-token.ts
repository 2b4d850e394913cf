import { createHmac, timingSafeEqual } from 'node:crypto';
import { purposeKey } from './purpose-key.ts';

/** What opens one thing of one ticket without signing in; it shows nothing but the number. */
export function numberToken(secret: string, purpose: string, ticketNumber: string): string {
  const signature = createHmac('sha256', purposeKey(secret, purpose))
    .update(ticketNumber)
    .digest('base64url');
  return `${ticketNumber}.${signature}`;
}

/** The number of the ticket whose token this is; null for anything that we did not sign. */
export function readNumberToken(secret: string, purpose: string, token: string): string | null {
  const [, number] = /^(\d{4}-\d{1,12})\.[\w-]{43}$/.exec(token) ?? [];
  if (number === undefined) return null;
  const expected = Buffer.from(numberToken(secret, purpose, number));
  const given = Buffer.from(token);
  const same = expected.length === given.length && timingSafeEqual(expected, given);
  return same ? number : null;
}

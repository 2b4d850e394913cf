import { createHmac, timingSafeEqual } from 'node:crypto';
import { purposeKey } from './purpose-key.ts';

/**
 * A path that opens without a session until `expiresAt`: for what a sandboxed frame asks for, which
 * sends no cookie.
 *
 * @param path with its query, if any
 */
export function signPath(secret: string, path: string, expiresAt: Date): string {
  const exp = Math.floor(expiresAt.getTime() / 1000);
  const joint = path.includes('?') ? '&' : '?';
  return `${path}${joint}exp=${exp}&sig=${signature(secret, path, exp)}`;
}

/** Whether `exp` and `sig`, as the address gave them, were signed for this path and still hold. */
export function isSignedPath(
  secret: string,
  path: string,
  { exp, sig }: { exp?: unknown; sig?: unknown },
  now: Date,
): boolean {
  if (typeof exp !== 'string' || typeof sig !== 'string' || !/^\d{1,12}$/.test(exp)) return false;
  const expected = Buffer.from(signature(secret, path, Number(exp)));
  const given = Buffer.from(sig);
  const same = expected.length === given.length && timingSafeEqual(expected, given);
  return same && now.getTime() < Number(exp) * 1000;
}

function signature(secret: string, path: string, exp: number): string {
  return createHmac('sha256', purposeKey(secret, 'address'))
    .update(`${exp}\n${path}`)
    .digest('base64url');
}

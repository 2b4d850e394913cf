import { createHmac, timingSafeEqual } from 'node:crypto';
import { purposeKey } from './purpose-key.ts';

const PURPOSE = 'mail choices';

/**
 * What opens a person's choices about our mail without signing in (RFC 8058): it stands in the
 * mails themselves, and lets its holder stop those that nothing requires. It never runs out: a mail
 * is unsubscribed from years later.
 */
export function mailChoicesToken(secret: string, userId: number): string {
  return `${userId}.${signature(secret, userId)}`;
}

/** Whose choices these are; null for anything that we did not sign. */
export function readMailChoicesToken(secrets: readonly string[], token: string): number | null {
  const [, id] = /^([1-9]\d{0,14})\.[\w-]{43}$/.exec(token) ?? [];
  if (id === undefined) return null;
  const given = Buffer.from(token);
  const ours = secrets.some((secret) => {
    const expected = Buffer.from(mailChoicesToken(secret, Number(id)));
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  return ours ? Number(id) : null;
}

/** Its address, made from the configured one. */
export function mailChoicesUrl(
  { publicUrl, secret }: { publicUrl: string; secret: string },
  userId: number,
): string {
  return `${publicUrl}/mail-choices/${mailChoicesToken(secret, userId)}`;
}

function signature(secret: string, userId: number): string {
  return createHmac('sha256', purposeKey(secret, PURPOSE))
    .update(String(userId))
    .digest('base64url');
}

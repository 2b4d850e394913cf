import { createHmac, timingSafeEqual } from 'node:crypto';
import { purposeKey } from './purpose-key.ts';

type Owner = { readonly id: number; readonly sessionEpoch: number };

/**
 * What opens a user's own calendar feed without a session, for programs that send no cookie. A new
 * password ends it with the sessions.
 */
export function feedKey(secret: string, owner: Owner): string {
  return `${owner.id}.${signature(secret, owner)}`;
}

/** Whose key this claims to be; null where it is no key. Nothing is proved by it. */
export function feedKeyOwner(key: unknown): number | null {
  const [, id] = (typeof key === 'string' && /^(\d{1,15})\.[\w-]{43}$/.exec(key)) || [];
  return id === undefined ? null : Number(id);
}

/** Whether the key is that user's, and still holds. */
export function isFeedKey(secret: string, key: string, owner: Owner): boolean {
  const expected = Buffer.from(feedKey(secret, owner));
  const given = Buffer.from(key);
  return expected.length === given.length && timingSafeEqual(expected, given);
}

function signature(secret: string, { id, sessionEpoch }: Owner): string {
  return createHmac('sha256', purposeKey(secret, 'calendar feed'))
    .update(`${id} ${sessionEpoch}`)
    .digest('base64url');
}

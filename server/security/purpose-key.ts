import { createHmac } from 'node:crypto';

/** A key for one purpose, so that what is signed for one is worth nothing for another. */
export function purposeKey(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(`guichet ${purpose}`).digest('base64url');
}

import { createHash, randomBytes } from 'node:crypto';

/** Draws a one-time link's secret: the address carries `token`, the database only its `digest`. */
export function drawToken(): { token: string; digest: Uint8Array } {
  const token = randomBytes(24).toString('base64url');
  return { token, digest: tokenDigest(token) };
}

export function tokenDigest(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}

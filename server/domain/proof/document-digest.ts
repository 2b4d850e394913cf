import { createHash } from 'node:crypto';

/**
 * The digest of a document as it was given. The salt is kept beside it and dies with it, as a
 * message's does (V4).
 */
export function documentDigest(salt: Uint8Array, bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(salt).update(bytes).digest();
}

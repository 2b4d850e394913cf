import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * The digest that stands in a history for words kept beside it. The salt dies with the words:
 * without it nobody can guess them back (V4).
 *
 * @returns 64 hexadecimal digits
 */
export function saltedDigest(salt: Uint8Array, words: Readonly<Record<string, unknown>>): string {
  const text = canonicalize(words) as string;
  return createHash('sha256').update(salt).update(text, 'utf8').digest('hex');
}

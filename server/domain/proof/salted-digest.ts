import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * The digest that stands in a history for words kept beside it. The salt dies with the words:
 * without it nobody can guess them back (V4).
 *
 * @returns 64 hexadecimal digits
 */
export function saltedDigest(salt: Uint8Array, words: Readonly<Record<string, unknown>>): string {
  return createHash('sha256').update(salt).update(wordsText(words), 'utf8').digest('hex');
}

/** The very text that is hashed after the salt (RFC 8785). */
export function wordsText(words: Readonly<Record<string, unknown>>): string {
  return canonicalize(words) as string;
}

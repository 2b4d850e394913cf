import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * The digest that stands in the history for what was said. The salt is kept with the message and
 * dies with it: without it nobody can guess the words back from the digest (V4).
 *
 * @returns 64 hexadecimal digits
 */
export function messageDigest(
  salt: Uint8Array,
  said: {
    subject: string | null;
    body: string;
    quoted: string;
    html: string | null;
    attachments: readonly { name: string; digest: Uint8Array }[];
  },
): string {
  const attachments = said.attachments.map(({ name, digest }) => ({
    name,
    digest: Buffer.from(digest).toString('hex'),
  }));
  const text = canonicalize({ ...said, attachments }) as string;
  return createHash('sha256').update(salt).update(text, 'utf8').digest('hex');
}

/** The digest of a file's bytes. */
export function contentDigest(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

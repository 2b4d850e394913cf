import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What was said on a ticket: all that its digest is made of. */
export type SaidWords = {
  readonly subject: string | null;
  readonly body: string;
  readonly quoted: string;
  readonly html: string | null;
  readonly attachments: readonly { readonly name: string; readonly digest: Uint8Array }[];
};

/**
 * The digest that stands in the history for what was said. The salt is kept with the message and
 * dies with it: without it nobody can guess the words back from the digest (V4).
 *
 * @returns 64 hexadecimal digits
 */
export function messageDigest(salt: Uint8Array, said: SaidWords): string {
  return createHash('sha256').update(salt).update(messageText(said), 'utf8').digest('hex');
}

/** The very text that is hashed after the salt (RFC 8785). */
export function messageText({ subject, body, quoted, html, attachments }: SaidWords): string {
  const files = attachments.map(({ name, digest }) => ({
    name,
    digest: Buffer.from(digest).toString('hex'),
  }));
  return canonicalize({ subject, body, quoted, html, attachments: files }) as string;
}

/** The digest of a file's bytes. */
export function contentDigest(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}

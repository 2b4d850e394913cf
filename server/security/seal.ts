import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const CIPHER = 'aes-256-gcm';
const TAG = 16;

/** What is kept of a sealed text: without the key of `keyId` it says nothing. */
export type Sealed = {
  readonly keyId: string;
  /** 12 bytes, never used twice with one key. */
  readonly nonce: Uint8Array;
  /** The text's bytes, enciphered, and the tag that proves them. */
  readonly sealed: Uint8Array;
};

/** Where a sealed text belongs: moved to another row, it does not open. */
export type Place =
  /** A secret of a ticket's vault (D7). */
  | { readonly ticketId: number; readonly secretId: number }
  /** What signs in to a mail account. */
  | { readonly mailAccountId: number; readonly secret: string }
  /** The key that signs a domain's mails. */
  | { readonly dkimDomain: string };

/** Seals a text with a key made of the installation's secret (D7), AES-256-GCM. */
export function seal(secret: string, place: Place, text: string): Sealed {
  const nonce = randomBytes(12);
  const cipher = createCipheriv(CIPHER, keyOf(secret), nonce, { authTagLength: TAG });
  cipher.setAAD(placeBytes(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return { keyId: sealKeyId(secret), nonce, sealed };
}

/**
 * Opens what was sealed with one of these secrets.
 *
 * @returns null where none of them sealed it, or where it is not what was sealed at this place
 */
export function unseal(
  secrets: readonly string[],
  place: Place,
  { keyId, nonce, sealed }: Sealed,
): string | null {
  const secret = secrets.find((known) => sealKeyId(known) === keyId);
  if (secret === undefined || sealed.length < TAG) return null;
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv(CIPHER, keyOf(secret), nonce, { authTagLength: TAG });
  decipher.setAAD(placeBytes(place));
  decipher.setAuthTag(bytes.subarray(-TAG));
  try {
    return decipher.update(bytes.subarray(0, -TAG), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return null;
  }
}

/** Names the key that a secret makes, and tells nothing of either. */
export function sealKeyId(secret: string): string {
  return derived(secret, 'guichet vault key id', 8).toString('hex');
}

function keyOf(secret: string): Uint8Array {
  return derived(secret, 'guichet vault key', 32);
}

function derived(secret: string, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, length));
}

function placeBytes(place: Place): Uint8Array {
  return Buffer.from(`guichet ${placeName(place)}`);
}

/** No two places have one name: it is what a seal is bound to for good. */
function placeName(place: Place): string {
  if ('ticketId' in place) return `ticket ${place.ticketId} secret ${place.secretId}`;
  if ('dkimDomain' in place) return `dkim ${place.dkimDomain}`;
  return `mail account ${place.mailAccountId} ${place.secret}`;
}

import { generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { dkimRecordName } from '../domain/mail/dkim-record.ts';
import { type Sealed, seal, unseal } from './seal.ts';

const generate = promisify(generateKeyPair);

/** What every verifier reads, and one record holds (RFC 8301). */
const BITS = 2048;

type Named = { readonly domain: string; readonly selector: string };

/**
 * Makes a key to sign a domain's mails with. The private part leaves this function sealed.
 *
 * @returns its selector, drawn so that no two keys are published at one name; its public part as a
 *   record holds it; and the private one
 */
export async function makeDkimKey(
  secret: string,
  domain: string,
): Promise<{ selector: string; publicKey: string; sealed: Sealed }> {
  const selector = `g${randomBytes(4).toString('hex')}`;
  const { publicKey, privateKey } = await generate('rsa', {
    modulusLength: BITS,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const sealed = seal(secret, dkimPlace({ domain, selector }), privateKey);
  return { selector, publicKey: publicKey.toString('base64'), sealed };
}

/** The private key as PEM; null where none of these secrets sealed it. */
export function unsealDkimKey(
  secrets: readonly string[],
  key: Named & { readonly sealed: Sealed },
): string | null {
  return unseal(secrets, dkimPlace(key), key.sealed);
}

/** What its seal is bound to: the name of its record, which no other key has. */
export function dkimPlace(key: Named): { dkimDomain: string } {
  return { dkimDomain: dkimRecordName(key) };
}

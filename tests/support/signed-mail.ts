import { generateKeyPairSync } from 'node:crypto';
import { dkimSign, sealMessage } from 'mailauth';

/** A sender's key: what signs, and what its domain publishes. */
export type SigningKey = { privateKey: string; record: string };

export function signingKey(bits = 2048): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: bits,
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  return { privateKey, record: `v=DKIM1; k=rsa; p=${publicKey.toString('base64')}` };
}

/** The message with a signature of `domain` on top, by the selector `s1`. */
export async function signed(raw: string, domain: string, { privateKey }: SigningKey) {
  const { signatures, errors } = await dkimSign(raw, {
    signatureData: [{ signingDomain: domain, selector: 's1', privateKey }],
    signTime: new Date('2026-03-02T07:58:00.000Z'),
  } as never);
  if (errors.length > 0) throw new Error(JSON.stringify(errors));
  return `${signatures}${raw}`;
}

/** The message as a forwarder seals it, with what it says it saw. */
export async function sealed(raw: string, domain: string, key: SigningKey, saw: string) {
  const seal = {
    i: 1,
    cv: 'none',
    signingDomain: domain,
    selector: 's1',
    privateKey: key.privateKey,
    authResults: `mx.${domain}; ${saw}`,
    signTime: new Date('2026-03-02T07:59:00.000Z'),
  };
  return `${await sealMessage(raw, seal as never)}${raw}`;
}

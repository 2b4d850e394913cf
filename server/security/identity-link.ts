import { numberToken, readNumberToken } from './number-token.ts';

const PURPOSE = 'contract request identity';

/**
 * What proves that whoever sent a contract request reads the address that it gave (12.1.3): it is
 * in the acknowledgement, and shows nothing of the request but its number and its kind.
 */
export function identityToken(secret: string, ticketNumber: string): string {
  return numberToken(secret, PURPOSE, ticketNumber);
}

/** The number of the request whose token this is; null for anything that we did not sign. */
export function readIdentityToken(secret: string, token: string): string | null {
  return readNumberToken(secret, PURPOSE, token);
}

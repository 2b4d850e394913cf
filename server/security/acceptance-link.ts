import { numberToken, readNumberToken } from './number-token.ts';

const PURPOSE = 'tariff acceptance';

/**
 * What a ticket's requester holds to accept its tariff without signing in (D5): it is in the letter
 * that told the tariff, and shows nothing of the ticket but its number.
 */
export function acceptanceToken(secret: string, ticketNumber: string): string {
  return numberToken(secret, PURPOSE, ticketNumber);
}

/** The number of the ticket whose token this is; null for anything that we did not sign. */
export function readAcceptanceToken(secret: string, token: string): string | null {
  return readNumberToken(secret, PURPOSE, token);
}

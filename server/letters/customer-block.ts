import type { Provider } from '../domain/provider/provider.ts';
import type { Letter, Recipient } from './letter.ts';

/** How the doors that stay open are reached. */
type Doors = { provider: Provider; portalUrl: string; mailAddress: string };

/** Tells a customer's person that new requests are turned away, why, and what stays open (I5). */
export function customerBlockedLetter(
  to: Recipient,
  model: Doors & { customerName: string; reason: string; blockedAt: Date },
): Letter {
  return { name: 'customer_blocked', to, automatic: true, model };
}

/** Tells a customer's person that new requests are taken in again. */
export function blockLiftedLetter(
  to: Recipient,
  model: { customerName: string; providerName: string; portalUrl: string },
): Letter {
  return { name: 'block_lifted', to, automatic: true, model };
}

/** Answers a blocked sender's mail: it opened nothing, why, and what stays open (I5). */
export function blockAnswerLetter(to: Recipient, model: Doors & { reason: string }): Letter {
  return { name: 'block_answer', to, automatic: true, model };
}

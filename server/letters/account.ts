import type { Letter, LetterName, Recipient } from './letter.ts';

/**
 * The letters about an account. All carry one link at most, made from the configured address and
 * never from a request's Host header.
 */
export function accountLetter(
  name: Extract<LetterName, 'confirm_address' | 'invitation' | 'password_reset' | 'address_known'>,
  to: Recipient,
  model: { providerName: string; url: string; validHours: number; invitedBy?: string },
): Letter {
  return { name, to, automatic: true, model: { recipientName: to.name, ...model } };
}

import type { Letter, Recipient } from './letter.ts';

/** Tells a sender that its mail was too large to be read, and what to do instead. */
export function mailTooLargeLetter(
  to: Recipient,
  model: { providerName: string; limitMegabytes: number; portalUrl: string },
): Letter {
  return { name: 'mail_too_large', to, automatic: true, model };
}

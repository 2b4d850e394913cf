import { accept, refuse } from '../domain/outcome.ts';
import { claimOutboundEmail, type OutboundEmail } from '../store/outbound-emails.ts';
import type { Command } from './command.ts';

/** Longer than any server takes to answer; after it, a sender that died is replaced. */
const LEASE = 5 * 60_000;

/** Takes a mail to send it: of several workers, one gets it. */
export const claimDelivery: Command<{ id: number }, OutboundEmail> = async (
  { tx, now },
  { id },
) => {
  const leaseEnds = new Date(now.getTime() + LEASE);
  const email = await claimOutboundEmail(tx, id, { now, leaseEnds });
  return email ? accept(email) : refuse('already_decided');
};

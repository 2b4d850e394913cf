import { accept } from '../domain/outcome.ts';
import { normaliseAddress, readAddress } from '../domain/user/email-address.ts';
import type { NewInboundEmail } from '../store/inbound-emails.ts';
import type { Command } from './command.ts';
import { quarantineMail } from './quarantine-mail.ts';
import { recordInboundEmail } from './record-inbound-email.ts';

export type UnreadEmail = {
  /** Everything but the bytes, which stay where they are. */
  email: Omit<NewInboundEmail, 'raw'>;
  reason: 'unreadable:too_large' | 'unreadable:not_fetched';
  /** The person to tell that the message was too large; null where none wrote it. */
  sender: { name: string; address: string } | null;
  limitBytes: number;
};

/**
 * Keeps the trace of a message that is not taken from its mailbox, because of its size or because
 * the server can't hand it over: it is set aside at once, and its sender told, in one transaction.
 */
export const recordUnreadEmail: Command<UnreadEmail, null> = async (context, input) => {
  const { email, reason, limitBytes } = input;
  const recorded = await recordInboundEmail(context, { ...email, raw: new Uint8Array() });
  if (!recorded.ok) return recorded;
  const { id } = recorded.value;
  if (id === null) return accept(null);
  const sender = input.sender && mayBeTold(input.sender.address, context.house.mailAddress);
  return quarantineMail(context, {
    inboundEmailId: id,
    reasons: [reason],
    ...(input.sender && sender ? { tooLarge: { sender: input.sender, limitBytes } } : {}),
  });
};

/** We never write to ourselves. */
function mayBeTold(address: string, mailAddress: string): boolean {
  return readAddress(address).ok && normaliseAddress(address) !== mailAddress.toLowerCase();
}

import { normaliseAddress } from '../user/email-address.ts';
import type { IncomingMail } from './incoming-mail.ts';

/** As loose as can be written to, as long as SMTP allows (RFC 5321 4.5.3.1). */
const MAILBOX = /^[^\s@](?:.*[^\s])?@[^\s@<>]+$/;
const LONGEST = 254;

/** The address that a mail says it is from, in its normal form; null where it names none. */
export function senderAddress({
  from,
  sender,
  replyTo,
}: Pick<IncomingMail, 'from' | 'sender' | 'replyTo'>): string | null {
  const named = [from, sender, ...replyTo].map((one) => normaliseAddress(one?.address ?? ''));
  return named.find((address) => address.length <= LONGEST && MAILBOX.test(address)) ?? null;
}

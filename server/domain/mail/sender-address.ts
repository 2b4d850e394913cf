import { normaliseAddress } from '../user/email-address.ts';
import type { IncomingMail } from './incoming-mail.ts';

/**
 * One mailbox, as long as SMTP allows (RFC 5321 4.5.3.1). Whatever separates addresses is in none
 * unless it is quoted: what is sent to `a@x.example,b@y.example` goes to two.
 */
const MAILBOX =
  /^(?:[^\s@<>"(),:;[\]\\]+|"(?:[^"\\]|\\.)+")@(?:[^\s@<>"(),:;[\]\\]+|\[[\w.:-]+\])$/;
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

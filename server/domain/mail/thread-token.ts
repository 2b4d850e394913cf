import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Signed proof that a mail answers a ticket of ours. It sits in the reply address and in our
 * Message-IDs; the number alone proves nothing (anyone can type one). Everything is lowercase
 * letters, digits, dots and dashes, and is verified without regard to case, since relays and
 * address books change it.
 */
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';
/** 16 characters of 5 bits: 80 bits. */
const SIGNATURE_LENGTH = 16;
const TICKET_NUMBER = /^[0-9]{4}-[0-9]{1,12}$/;
const NONCE = /^[0-9a-z-]{1,64}$/;

/** `support+2026-000318.<signature>@domain`, for the mailbox `support@domain`. */
export function makeReplyAddress(mailbox: string, ticketNumber: string, secret: string): string {
  const at = mailbox.lastIndexOf('@');
  if (at < 1) throw new TypeError(`not a mailbox: ${mailbox}`);
  return `${mailbox.slice(0, at)}+${makeReplyToken(ticketNumber, secret)}${mailbox.slice(at)}`;
}

/** The same token at another mailbox of ours. */
export function moveReplyAddress(address: string, mailbox: string): string {
  const end = address.lastIndexOf('@');
  const plus = address.slice(address.lastIndexOf('+', end), end);
  const at = mailbox.lastIndexOf('@');
  return `${mailbox.slice(0, at)}${plus}${mailbox.slice(at)}`;
}

/** The part after the plus: `2026-000318.<signature>`. */
export function makeReplyToken(ticketNumber: string, secret: string): string {
  assertTicketNumber(ticketNumber);
  return `${ticketNumber}.${sign(`reply\n${ticketNumber}`, secret)}`;
}

/** The ticket number that an address of ours carries, or null where it carries no valid token. */
export function verifyReplyAddress(address: string, secret: string): string | null {
  const at = address.lastIndexOf('@');
  // the mailbox may have a plus part of its own, to which ours is added
  const plus = at < 0 ? -1 : address.lastIndexOf('+', at);
  if (plus < 0) return null;
  return verifyReplyToken(address.slice(plus + 1, at), secret);
}

/** The ticket number of `2026-000318.<signature>`, or null. */
export function verifyReplyToken(token: string, secret: string): string | null {
  const [number = '', signature = '', ...rest] = token.toLowerCase().split('.');
  if (rest.length > 0 || !TICKET_NUMBER.test(number)) return null;
  return matches(signature, `reply\n${number}`, secret) ? number : null;
}

/** A Message-ID of ours, without brackets: `2026-000318.<nonce>.<signature>@domain`. */
export function makeMessageId(
  ticketNumber: string,
  nonce: string,
  domain: string,
  secret: string,
): string {
  assertTicketNumber(ticketNumber);
  if (!NONCE.test(nonce)) throw new TypeError('a nonce is 1 to 64 characters of a-z, 0-9 and -');
  const signature = sign(`message\n${ticketNumber}\n${nonce}`, secret);
  return `${ticketNumber}.${nonce}.${signature}@${domain}`;
}

/** The ticket number of a Message-ID that we made, or null. Angle brackets are allowed. */
export function verifyMessageId(messageId: string, secret: string): string | null {
  const id = messageId.replace(/^<|>$/g, '').toLowerCase();
  const at = id.lastIndexOf('@');
  if (at < 0 || at > 200) return null;
  const [number = '', nonce = '', signature = '', ...rest] = id.slice(0, at).split('.');
  if (rest.length > 0 || !TICKET_NUMBER.test(number) || !NONCE.test(nonce)) return null;
  return matches(signature, `message\n${number}\n${nonce}`, secret) ? number : null;
}

function assertTicketNumber(ticketNumber: string): void {
  if (!TICKET_NUMBER.test(ticketNumber))
    throw new TypeError(`not a ticket number: ${ticketNumber}`);
}

function sign(text: string, secret: string): string {
  if (secret === '') throw new TypeError('a token needs a secret');
  const bytes = createHmac('sha256', secret).update(`guichet-mail\n${text}`).digest();
  let signature = '';
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5 && signature.length < SIGNATURE_LENGTH) {
      bits -= 5;
      signature += BASE32[(held >> bits) & 31];
    }
  }
  return signature;
}

/** In constant time: how far a guess was right must not show. */
function matches(given: string, text: string, secret: string): boolean {
  const expected = Buffer.from(sign(text, secret));
  const actual = Buffer.from(given);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

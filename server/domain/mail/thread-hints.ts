import type { IncomingMail } from './incoming-mail.ts';
import { fieldValues } from './incoming-mail.ts';
import { type Recognition, recognise } from './recognise.ts';
import { verifyMessageId, verifyReplyAddress } from './thread-token.ts';

/** What a mail says of the conversation it belongs to, before anything is looked up. */
export interface ThreadHints {
  /** Ticket numbers that a valid token of ours names, the surest first, each once. */
  readonly ticketNumbers: readonly string[];
  /** Message-IDs to look up, ours first, then the nearest ancestor first; never an empty one. */
  readonly messageIds: readonly string[];
  /** The mail's own Message-ID is one that we made: our mail came back. */
  readonly ownMessageId: boolean;
}

/** A mail with more ancestors than this is no conversation. */
const MOST_IDS = 100;

const ADDRESS_HEADERS = [
  'delivered-to',
  'x-original-to',
  'envelope-to',
  'x-envelope-to',
  'x-delivered-to',
];

/**
 * Reads the tokens in the addresses that a mail was sent to (header and `envelopeTo`, the SMTP
 * recipients) and in the Message-IDs it answers, or that its bounced original carries. `secrets`
 * are the current one first, then older ones that still count.
 */
export function threadHints(
  mail: IncomingMail,
  secrets: string | readonly string[],
  envelopeTo: readonly string[] = [],
  recognition: Pick<Recognition, 'concerns'> = recognise(mail),
): ThreadHints {
  const keys = typeof secrets === 'string' ? [secrets] : secrets;
  const answered = unique(recognition.concerns).slice(0, MOST_IDS);
  const ours = answered.filter((id) => ticketOfMessageId(id, keys) !== null);
  const addresses = [
    ...envelopeTo,
    ...mail.to.map((to) => to.address),
    ...mail.cc.map((cc) => cc.address),
    ...ADDRESS_HEADERS.flatMap((name) => fieldValues(mail.headers, name)),
  ];
  return {
    ticketNumbers: unique(
      [
        ...addresses.map((address) => ticketOfAddress(address, keys)),
        ...ours.map((id) => ticketOfMessageId(id, keys)),
      ].filter((number) => number !== null),
    ),
    messageIds: [...ours, ...answered.filter((id) => !ours.includes(id))],
    ownMessageId: mail.messageId !== null && ticketOfMessageId(mail.messageId, keys) !== null,
  };
}

function ticketOfAddress(address: string, secrets: readonly string[]): string | null {
  const bare = address.trim().replace(/^.*<|>.*$/g, '');
  return firstFound(secrets, (secret) => verifyReplyAddress(bare, secret));
}

function ticketOfMessageId(id: string, secrets: readonly string[]): string | null {
  return firstFound(secrets, (secret) => verifyMessageId(id, secret));
}

function firstFound(
  secrets: readonly string[],
  verify: (secret: string) => string | null,
): string | null {
  for (const secret of secrets) {
    const number = verify(secret);
    if (number !== null) return number;
  }
  return null;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values.filter((value) => value.trim() !== ''))];
}

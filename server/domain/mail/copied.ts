import { normaliseAddress } from '../user/email-address.ts';
import type { IncomingMail } from './incoming-mail.ts';
import { isAmong } from './plus-part.ts';

/** More than any conversation has; a mail to a whole address book is cut here. */
const MOST_COPIED = 50;
const LONGEST = 254;

/**
 * Who else a mail was sent to: everybody in To and Cc but its sender and us, each once.
 *
 * @param ours the addresses that we receive at, whatever their plus part
 */
export function copiedIn(
  { to, cc }: Pick<IncomingMail, 'to' | 'cc'>,
  { sender, ours }: { sender: string | null; ours: readonly string[] },
): string[] {
  const addresses = [...to, ...cc].map(({ address }) => normaliseAddress(address));
  const others = addresses.filter(
    (address) =>
      /^[^@\s]+@[^@\s]+$/.test(address) &&
      address.length <= LONGEST &&
      address !== sender &&
      !isAmong(address, ours),
  );
  return [...new Set(others)].slice(0, MOST_COPIED);
}

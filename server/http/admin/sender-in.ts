import { shownAddress, shownLine } from '../../domain/mail/shown-sender.ts';
import { headerLine } from './header-line.ts';

const LONGEST = 300;

/**
 * Whom a message that was not read says it is from, name and address, without tricks; null where
 * that can't be made out.
 *
 * @param head the beginning of the raw message
 */
export function senderIn(head: Buffer): string | null {
  const line = shownLine(headerLine(head, 'from') ?? '').slice(0, LONGEST);
  return line.replace(/[^\s<>@"]+@[^\s<>@"]+/g, shownAddress) || null;
}

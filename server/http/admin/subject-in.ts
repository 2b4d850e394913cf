import { shownLine } from '../../domain/mail/shown-sender.ts';
import { headerLine } from './header-line.ts';

const LONGEST = 200;

/**
 * What can be made out of the subject of a message that was not read; null where nothing can.
 *
 * @param head the beginning of the raw message
 */
export function subjectIn(head: Buffer): string | null {
  return shownLine(headerLine(head, 'subject') ?? '').slice(0, LONGEST) || null;
}

import { readAddress } from '../user/email-address.ts';
import type { Recognition } from './recognise.ts';
import { isMachineAddress } from './signs/machine.ts';

/**
 * Whether something may be written to this address by itself: a person may have written from it.
 * Never a machine, a list, a box that nobody reads, or the null sender of reports (RFC 3834, 2).
 *
 * @param nullSender our own SMTP was given `MAIL FROM:<>`
 */
export function mayBeAnswered(
  { nature, listMail }: Pick<Recognition, 'nature' | 'listMail'>,
  { address, nullSender }: { address: string | null; nullSender: boolean },
): boolean {
  if (nature !== 'person' || listMail || nullSender || address === null) return false;
  return readAddress(address).ok && !isMachineAddress(address);
}

import type { ImapFlow } from 'imapflow';
import type { MailAddress } from '../../server/domain/mail/incoming-mail.ts';
import { recognise } from '../../server/domain/mail/recognise.ts';
import { MailUnreadable } from '../parse/mail-unreadable.ts';
import { parseMail } from '../parse/parse-mail.ts';

/** Enough for the header of any mail. */
const HEADER_BYTES = 64 * 1024;

/**
 * Who wrote a message, and whether a person did, from its header alone.
 *
 * @returns null where its header says nobody
 */
export async function readHeaderSender(
  client: ImapFlow,
  uid: number,
): Promise<(MailAddress & { person: boolean }) | null> {
  const source = { start: 0, maxLength: HEADER_BYTES };
  const found = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
  const beginning = (found ? found.source : undefined) ?? Buffer.alloc(0);
  const end = beginning.indexOf('\r\n\r\n');
  try {
    const mail = await parseMail(end === -1 ? beginning : beginning.subarray(0, end + 4));
    return mail.from && { ...mail.from, person: recognise(mail).nature === 'person' };
  } catch (error) {
    if (error instanceof MailUnreadable) return null;
    throw error;
  }
}

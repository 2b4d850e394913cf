import type { ImapFlow } from 'imapflow';
import type { MailAddress } from '../../server/domain/mail/incoming-mail.ts';
import type { Intake } from '../intake.ts';

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
  peek: Intake['peek'],
): Promise<(MailAddress & { person: boolean }) | null> {
  const source = { start: 0, maxLength: HEADER_BYTES };
  const found = await client.fetchOne(String(uid), { uid: true, source }, { uid: true });
  const beginning = (found ? found.source : undefined) ?? Buffer.alloc(0);
  const end = beginning.indexOf('\r\n\r\n');
  const reading = await peek(end === -1 ? beginning : beginning.subarray(0, end + 4));
  const from = reading?.mail.from;
  return from ? { ...from, person: reading.recognition.nature === 'person' } : null;
}

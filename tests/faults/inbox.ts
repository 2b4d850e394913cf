import { ImapFlow } from 'imapflow';
import { parseMailbox } from '../../server/config/mailbox.ts';
import { TAG_HEADER } from './write-mail.ts';

/** What lies in the mailbox, as its server tells: the tag of each UID. */
export async function listMailbox(url: string): Promise<Map<number, string>> {
  const mailbox = parseMailbox(url);
  if (!mailbox) throw new Error('No mailbox');
  const { host, port, user, password: pass, folder } = mailbox;
  const client = new ImapFlow({ host, port, secure: false, auth: { user, pass }, logger: false });
  await client.connect();
  try {
    await client.mailboxOpen(folder, { readOnly: true });
    const found = await client.fetchAll('1:*', { uid: true, headers: [TAG_HEADER] });
    return new Map(
      found.map(({ uid, headers }) => [uid, /:\s*(\S+)/.exec(String(headers))?.[1] ?? '']),
    );
  } finally {
    await client.logout();
  }
}

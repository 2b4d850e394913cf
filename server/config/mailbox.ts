/** A folder on an IMAP server whose messages become tickets. */
export type Mailbox = {
  /** How logs and received messages name it: `user@host:port/FOLDER`, without the password. */
  name: string;
  host: string;
  port: number;
  /** TLS from the first byte; otherwise STARTTLS where the server offers it. */
  tls: boolean;
  user: string;
  password: string;
  folder: string;
};

/**
 * Reads `imap://` or `imaps://user:password@host:port/FOLDER`; the port defaults to 143 or 993, the
 * folder to INBOX. Undefined when it is anything else.
 */
export function parseMailbox(text: string): Mailbox | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const tls = url.protocol === 'imaps:';
  if (!tls && url.protocol !== 'imap:') return undefined;
  const user = decode(url.username);
  const password = decode(url.password);
  const folder = decode(url.pathname.replace(/^\//, '')) || 'INBOX';
  if (!url.hostname || !user || !password || url.search || url.hash) return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port ? Number(url.port) : tls ? 993 : 143;
  return { name: `${user}@${host}:${port}/${folder}`, host, port, tls, user, password, folder };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

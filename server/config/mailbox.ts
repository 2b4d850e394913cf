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
  /** Where what was taken is moved to; without one it stays, and bears a keyword. */
  takenFolder?: string;
};

/**
 * Reads `imap://` or `imaps://user:password@host:port/FOLDER`; the port defaults to 143 or 993, the
 * folder to INBOX. `?taken=FOLDER` moves there what was taken. Undefined when it is anything else.
 */
export function parseMailbox(text: string): Mailbox | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const tls = url.protocol === 'imaps:';
  if (!tls && url.protocol !== 'imap:') return undefined;
  const user = decode(url.username);
  const password = decode(url.password);
  const folder = decode(url.pathname.replace(/^\//, '')) || 'INBOX';
  const taken = readTaken(url);
  if (!url.hostname || !user || !password || url.hash || taken === undefined) return undefined;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const port = url.port ? Number(url.port) : tls ? 993 : 143;
  const name = `${user}@${host}:${port}/${folder}`;
  const mailbox = { name, host, port, tls, user, password, folder };
  return taken === null ? mailbox : { ...mailbox, takenFolder: taken };
}

/** The folder that `?taken=` names, null without one; undefined where anything else is asked for. */
function readTaken({ search, searchParams }: URL): string | null | undefined {
  if (search === '') return null;
  const taken = searchParams.get('taken');
  return taken && searchParams.size === 1 ? taken : undefined;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

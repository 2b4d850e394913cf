import { ImapFlow, type ImapFlowError } from 'imapflow';
import type { Mailbox } from '../../server/config.ts';
import type { SignIn } from '../accounts/key-ring.ts';

const SECOND = 1000;
const TIMES = {
  connectionTimeout: 30 * SECOND,
  greetingTimeout: 20 * SECOND,
  socketTimeout: 300 * SECOND,
  /** Servers and firewalls forget a connection that says nothing for longer. */
  maxIdleTime: 240 * SECOND,
};
const GOODBYE = 1 * SECOND;

/** A mailbox whose server is told who asks by what is good at that moment. */
export type WatchedMailbox = Omit<Mailbox, 'password'> & {
  /** Nothing is said before TLS: it is not only used where the server offers it. */
  insistOnTls: boolean;
  /** @param refused the token that the server would not take; null at first */
  signIn(refused: string | null): Promise<SignIn>;
};

/** The same of a mailbox with a password. */
function watched(mailbox: Mailbox | WatchedMailbox): WatchedMailbox {
  if ('signIn' in mailbox) return mailbox;
  return { ...mailbox, insistOnTls: false, signIn: async () => ({ pass: mailbox.password }) };
}

/** A connection to a mailbox's server, the folder open. */
export type Session = {
  client: ImapFlow;
  uidValidity: number;
  /** Waits until something came, `most` milliseconds went by, or the connection is over. */
  news(most: number): Promise<void>;
  /** Whether the connection ended, and of what. */
  ended(): Error | null;
  close(): Promise<void>;
};

/**
 * Connects to a mailbox's server and opens the folder.
 *
 * @param signal ends the connection, whatever it is doing
 */
export async function openSession(
  given: Mailbox | WatchedMailbox,
  signal: AbortSignal,
): Promise<Session> {
  const mailbox = watched(given);
  const signIn = await unlessAborted(mailbox.signIn(null), signal);
  const client = new ImapFlow({
    host: mailbox.host,
    port: mailbox.port,
    secure: mailbox.tls,
    ...(mailbox.insistOnTls ? { doSTARTTLS: true } : {}),
    auth: { user: mailbox.user, ...signIn },
    clientInfo: { name: 'Guichet' },
    disableAutoIdle: true,
    logger: false,
    ...TIMES,
  });
  let over: Error | null = null;
  let arrived = false;
  let stir: () => void = () => {};
  client.on('error', (error) => {
    over = error;
    stir();
  });
  client.on('close', () => {
    over ??= new Error(client.byeReason ?? 'The server closed the connection');
    stir();
  });
  client.on('exists', () => {
    arrived = true;
    stir();
  });
  const abort = () => client.close();
  signal.addEventListener('abort', abort, { once: true });

  try {
    signal.throwIfAborted();
    await client.connect();
    const { uidValidity } = await client.mailboxOpen(mailbox.folder);
    arrived = false;
    return {
      client,
      uidValidity: Number(uidValidity),
      async news(most) {
        if (!arrived && !over) {
          await new Promise<void>((resolve) => {
            const timer = setTimeout(resolve, most);
            stir = () => {
              clearTimeout(timer);
              resolve();
            };
            // another command breaks it off by itself
            void client.idle().catch(() => {});
          });
        }
        arrived = false;
      },
      ended: () => over,
      async close() {
        signal.removeEventListener('abort', abort);
        if (client.usable) await Promise.race([client.logout().catch(() => {}), pause(GOODBYE)]);
        client.close();
      },
    };
  } catch (error) {
    signal.removeEventListener('abort', abort);
    client.close();
    // the next connection gets another token; that there is none says more than the refusal
    if ('accessToken' in signIn && (error as Partial<ImapFlowError>).authenticationFailed) {
      await unlessAborted(mailbox.signIn(signIn.accessToken), signal);
    }
    throw error;
  }
}

/** Waits for what takes no signal itself, and no longer than the signal lets it. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds).unref());
}

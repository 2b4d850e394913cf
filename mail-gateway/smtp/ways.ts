import { createTransport, type Transporter } from 'nodemailer';
import type { MailAccount } from '../../server/domain/mail-account/mail-account.ts';
import { isLoopback } from '../../server/domain/mail-account/secure-place.ts';
import type { Log } from '../../server/log.ts';
import type { Database } from '../../server/store/connect.ts';
import { findMailAccount } from '../../server/store/mail-accounts.ts';
import { loadProvider } from '../../server/store/settings.ts';
import type { KeyRing } from '../accounts/key-ring.ts';

const SECOND = 1000;
/** All of them end before the lease of a claimed mail does (five minutes). */
export const SMTP_LIMITS = {
  connectionTimeout: 30 * SECOND,
  greetingTimeout: 30 * SECOND,
  socketTimeout: 120 * SECOND,
};

/** By what a mail leaves, and as whose. */
export type Way = {
  /** Null where no server takes it. */
  server: Transporter | null;
  /** What it is sent as: the `From`, and the envelope's sender. */
  name: string;
  address: string;
  /** The mail was written for an account that is no longer in use. */
  rerouted: boolean;
};

export type Ways = {
  /** @param accountId null for the environment's way */
  wayFor(accountId: number | null): Promise<Way>;
  close(): void;
};

/**
 * Knows by which server each mail leaves: its account's, kept open until the account is changed, or
 * the environment's. An account without a server of its own lends its name to the environment's.
 */
export function createWays({
  database,
  smtpUrl,
  mailAddress,
  keys,
  log,
}: {
  database: Database;
  smtpUrl: string | null;
  mailAddress: string;
  keys: Pick<KeyRing, 'passwordOf' | 'tokenFor'>;
  log: Log;
}): Ways {
  const quiet = <T extends Transporter>(server: T): T => {
    server.on('error', (error) => log.debug({ err: error }, 'smtp connection'));
    return server;
  };
  const usual = smtpUrl === null ? null : quiet(openServer(smtpUrl));
  const open = new Map<number, { version: number; server: Promise<Transporter> }>();

  function serverOf(account: MailAccount): Promise<Transporter> {
    const version = account.updatedAt.getTime();
    const known = open.get(account.id);
    if (known?.version === version) return known.server;
    if (known) close(known.server);
    const server = settingsOf(account).then((settings) => quiet(createTransport(settings)));
    open.set(account.id, { version, server });
    server.catch(() => {
      if (open.get(account.id)?.server === server) open.delete(account.id);
    });
    return server;
  }

  function close(server: Promise<Transporter>): void {
    server.then((opened) => opened.close()).catch(() => {});
  }

  async function settingsOf(account: MailAccount) {
    const { id, userName: user, auth, smtp } = account;
    if (!smtp) throw new Error('The account has no server to send by');
    const { host, port, tls } = smtp;
    return {
      host,
      port,
      secure: tls,
      requireTLS: !tls && !isLoopback(host),
      auth:
        auth === 'password' ? { user, pass: await keys.passwordOf(account) } : tokenAuth(id, user),
      pool: true,
      maxConnections: 4,
      maxRequeues: 0,
      ...SMTP_LIMITS,
    } as const;
  }

  function tokenAuth(accountId: number, user: string) {
    let last: string | null = null;
    const provisionCallback = (
      _user: string,
      renew: boolean,
      done: (error: Error | null, token?: string, expires?: number) => void,
    ) => {
      keys.tokenFor(accountId, renew ? last : null).then(
        (token) => {
          last = token;
          // long over for the library, so that each connection asks: it is kept here, not there
          done(null, token, 1);
        },
        (error: Error) => done(error),
      );
    };
    return { type: 'OAuth2' as const, user, provisionCallback };
  }

  return {
    async wayFor(accountId) {
      const account = accountId === null ? null : await findMailAccount(database, accountId);
      if (account?.enabled) {
        const server = account.smtp ? await serverOf(account) : usual;
        const { senderName: name, address } = account;
        return { server, name, address, rerouted: false };
      }
      const { name } = await loadProvider(database);
      return { server: usual, name, address: mailAddress, rerouted: accountId !== null };
    },
    close() {
      usual?.close();
      for (const { server } of open.values()) close(server);
    },
  };
}

function openServer(url: string): Transporter {
  return createTransport({
    url,
    pool: true,
    maxConnections: 4,
    // a mail that may have been taken is not sent again behind our back: retries are ours
    maxRequeues: 0,
    ...SMTP_LIMITS,
  });
}

import { createTransport, type Transporter } from 'nodemailer';
import type { MailAccount } from '../../server/domain/mail-account/mail-account.ts';
import type { Log } from '../../server/log.ts';
import type { Database } from '../../server/store/connect.ts';
import { findMailAccount } from '../../server/store/mail-accounts.ts';
import { loadProvider } from '../../server/store/settings.ts';
import type { KeyRing } from '../accounts/key-ring.ts';
import { SMTP_LIMITS, smtpSettingsOf } from './account-server.ts';

/** Connections to one server. A mail that may have been taken is not sent again behind our back. */
const POOL = { pool: true, maxConnections: 4, maxRequeues: 0 } as const;

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
    const server = smtpSettingsOf(account, keys).then((settings) =>
      quiet(createTransport({ ...settings, ...POOL })),
    );
    open.set(account.id, { version, server });
    server.catch(() => {
      if (open.get(account.id)?.server === server) open.delete(account.id);
    });
    return server;
  }

  function close(server: Promise<Transporter>): void {
    server.then((opened) => opened.close()).catch(() => {});
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
  return createTransport({ url, ...POOL, ...SMTP_LIMITS });
}

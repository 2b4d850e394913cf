import { once } from 'node:events';
import { createServer } from 'node:http';
import { createAccountDoor } from '../../mail-gateway/accounts/door.ts';
import { DEMO_PASSWORD } from '../../seeds/cast.ts';
import { DEMO_ACCOUNTS } from '../../seeds/demo.ts';
import { createTextResolver } from '../dns.ts';
import { createApp } from '../http/app.ts';
import type { Assets } from '../http/assets.ts';
import type { Bus } from '../realtime/bus.ts';
import type { LiveServer } from '../realtime/protocol.ts';
import { attachRealtime, type Realtime } from '../realtime/server.ts';
import type { Parts } from './parts.ts';

/** The pages and their sockets, on the configured address. */
export async function openHttpRole({
  config,
  assets,
  bus,
  ...parts
}: Parts & { assets: Assets; bus: Bus }): Promise<{ io: LiveServer; close(): Promise<void> }> {
  const { publicUrl, secret, previousSecrets, mailAddress, trustedProxies } = config;
  const demoLogins = config.demo
    ? DEMO_ACCOUNTS.map((account) => ({ ...account, password: DEMO_PASSWORD }))
    : [];
  const app = createApp({
    ...parts,
    assets,
    resolveTexts: createTextResolver(),
    publicUrl,
    secret,
    previousSecrets,
    mailAddress,
    trustedProxies,
    mailboxes: {
      names: config.mailboxes.map(({ name }) => name),
      receiver: config.mailListen && `${config.mailListen.host}:${config.mailListen.port}`,
    },
    mailAccounts: createAccountDoor({
      run: parts.run,
      database: parts.database,
      clock: parts.clock,
      keys: [secret, ...previousSecrets],
    }),
    mailIsCaptured: config.smtpUrl === null && config.environment !== 'production',
    live: {
      endSession: (sessionId) => live.endSession(sessionId),
      endUser: (userId) => live.endUser(userId),
    },
    demoLogins,
  });
  const httpServer = createServer(app.app);
  const { database, log } = parts;
  const sessions = { handle: app.session, userOf: app.sessionUser };
  const live: Realtime = attachRealtime({
    httpServer,
    bus,
    database,
    sessions,
    publicUrl,
    log,
  });
  httpServer.listen(config.port, config.host);
  await once(httpServer, 'listening');
  return {
    io: live.io,
    async close() {
      await live.close();
      httpServer.closeAllConnections();
      await new Promise((resolve) => httpServer.close(resolve));
      app.close();
    },
  };
}

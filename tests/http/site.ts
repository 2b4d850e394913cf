import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAccountDoor } from '../../mail-gateway/accounts/door.ts';
import type { House } from '../../server/commands/command.ts';
import { type App, createApp } from '../../server/http/app.ts';
import type { HttpDeps } from '../../server/http/deps.ts';
import { createLog } from '../../server/log.ts';
import { createViews } from '../../server/views/views.ts';
import { findWebRoot } from '../../server/views/web-root.ts';
import { createWorld, type World } from '../support/world.ts';
import { type Browser, browser } from './browser.ts';

export type Site = World & {
  app: App;
  server: Server;
  origin: string;
  /** A browser nobody has used yet. */
  visitor(language?: string): Browser;
  /** The words of the latest mail to an address. */
  lastMailTo(address: string): Promise<string>;
  /** The whole answer, headers included, to a request that names another host. */
  askAs(host: string, path: string): Promise<string>;
  close(): Promise<void>;
};

/** A helpdesk with its pages, served on a port of its own. */
export async function openSite(
  change: Partial<HttpDeps> = {},
  house: Partial<House> = {},
): Promise<Site> {
  const world = await createWorld(house);
  const app = createApp({
    database: world.knex,
    run: world.run,
    clock: () => world.clock.now,
    views: createViews({
      root: findWebRoot(import.meta.url),
      zone: 'Europe/Paris',
      asset: (name) => `/assets/${name}`,
      strict: true,
    }),
    assets: { handle: (_request, _response, next) => next() },
    log: createLog('silent'),
    resolveTexts: async () => [],
    publicUrl: world.house.publicUrl,
    secret: world.house.secret,
    previousSecrets: world.house.previousSecrets,
    mailAddress: world.house.mailAddress,
    trustedProxies: 1,
    mailAccounts: createAccountDoor({
      run: world.run,
      database: world.knex,
      clock: () => world.clock.now,
      keys: [world.house.secret],
    }),
    mailIsCaptured: true,
    mailboxes: { names: ['support@alize.example@imap.alize.example:993/INBOX'], receiver: null },
    live: { endSession: () => undefined, endUser: () => undefined },
    demoLogins: [],
    ...change,
  });
  const server = createServer(app.app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...world,
    app,
    server,
    origin,
    visitor: (language) => browser(origin, language),
    async lastMailTo(address) {
      const mail = await world
        .knex('outbound_emails')
        .where({ to_address: address })
        .orderBy('id', 'desc')
        .first('text');
      if (!mail) throw new Error(`nobody wrote to ${address}`);
      return mail.text;
    },
    askAs(host, path) {
      return new Promise((resolve, reject) => {
        request(origin, { path, headers: { host } }, async (answer) => {
          let whole = JSON.stringify(answer.headers);
          for await (const part of answer) whole += part;
          resolve(whole);
        })
          .on('error', reject)
          .end();
      });
    },
    async close() {
      app.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await world.drop();
    },
  };
}

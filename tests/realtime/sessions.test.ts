import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { io, type Socket } from 'socket.io-client';
import { openBus } from '../../server/realtime/bus.ts';
import { attachRealtime, type Realtime } from '../../server/realtime/server.ts';
import type { Browser } from '../http/browser.ts';
import { openSite, type Site } from '../http/site.ts';
import { log } from '../support/live.ts';
import { until } from '../support/processes.ts';

describe("a socket lives as long as its page's session", () => {
  let site: Site;
  let realtime: Realtime;
  beforeAll(async () => {
    site = await openSite({
      live: {
        endSession: (id) => realtime.endSession(id),
        endUser: (id) => realtime.endUser(id),
      },
    });
    realtime = attachRealtime({
      httpServer: site.server,
      bus: openBus({ databaseUrl: site.url, redisUrl: null, log }),
      database: site.knex,
      sessions: { handle: site.app.session as never, userOf: site.app.sessionUser as never },
      publicUrl: site.house.publicUrl,
      log,
    });
  });
  afterAll(async () => {
    await realtime.close();
    await site.close();
  });

  async function socketOf({ cookies }: Pick<Browser, 'cookies'>): Promise<Socket> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const socket = io(`http://127.0.0.1:${(site.server.address() as AddressInfo).port}`, {
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      extraHeaders: { origin: site.house.publicUrl, cookie },
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('connect_error', reject);
    });
    return socket;
  }

  test('a visitor has a session and no socket; a made-up cookie opens nothing', async () => {
    const visitor = site.visitor();
    await visitor.get('/sign-in');
    expect(visitor.cookies.size).toBe(1);
    await expect(socketOf(visitor)).rejects.toThrow();
    const [name = ''] = visitor.cookies.keys();
    await expect(socketOf({ cookies: new Map([[name, 's%3Amade-up.up']]) })).rejects.toThrow();
  });

  test('signing out cuts the sockets of that session, and the cookie opens no other', async () => {
    const [karim, elsewhere] = [site.visitor(), site.visitor()];
    for (const browser of [karim, elsewhere]) await browser.signIn('karim@alize.example');
    const [here, there] = [await socketOf(karim), await socketOf(elsewhere)];
    const before = new Map(karim.cookies);
    await karim.get('/desk');
    await karim.post('/sign-out', {});
    await until(() => here.disconnected);
    expect(there.connected).toBe(true);
    await expect(socketOf({ cookies: before })).rejects.toThrow();
    there.disconnect();
  });

  test('another password cuts them all', async () => {
    const marie = site.visitor();
    await marie.signIn('marie.hoarau@courriel.example');
    const socket = await socketOf(marie);
    const visitor = site.visitor();
    await visitor.get('/password/forgotten');
    await visitor.post('/password/forgotten', { email: 'marie.hoarau@courriel.example' });
    const mail = await site.lastMailTo('marie.hoarau@courriel.example');
    const link = /(\/password\/[\w-]+)/.exec(mail)?.[1] ?? '';
    await visitor.get(link);
    await visitor.post(link, { password: 'une autre phrase bien à moi' });
    await until(() => socket.disconnected);
    await expect(socketOf(marie)).rejects.toThrow();
    const again = await socketOf(visitor);
    expect(again.connected).toBe(true);
    again.disconnect();
  });
});

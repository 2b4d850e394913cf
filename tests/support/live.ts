import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { io, type Socket } from 'socket.io-client';
import type { Committed, Run } from '../../server/commands/command.ts';
import { createRunner } from '../../server/commands/runner.ts';
import type { UserActor } from '../../server/domain/user/actor.ts';
import { createLog } from '../../server/log.ts';
import type { Bus } from '../../server/realtime/bus.ts';
import { attachRealtime, type Realtime } from '../../server/realtime/server.ts';
import type { Sessions } from '../../server/realtime/sessions.ts';
import { findUser } from '../../server/store/users.ts';
import { createViews, type Views } from '../../server/views/views.ts';
import { findWebRoot } from '../../server/views/web-root.ts';
import type { World } from './world.ts';

export const log = createLog('silent');

export function testViews(): Views {
  return createViews({
    root: findWebRoot(import.meta.url),
    zone: 'Europe/Paris',
    asset: (name) => `/assets/${name}`,
    strict: true,
  });
}

/** The world's commands, with somebody to hear of what they commit. */
export function runTelling(world: World, publish: (committed: Committed) => void): Run {
  const { house, clock, knex } = world;
  return createRunner({ database: knex, clock: () => clock.now, house, publish });
}

/** Sessions as the middleware of the pages leaves them on a request, kept in a map. */
export function testSessions(world: World) {
  const open = new Map<string, { userId: number; epoch: number }>();
  const sessionStore = {
    get: (id: string, done: (error: unknown, session?: unknown) => void) =>
      done(null, open.get(id)),
  };
  const sessions: Sessions = {
    handle(request, _response, next) {
      const id = /sid=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1];
      Object.assign(request, { sessionStore });
      if (id && open.has(id)) Object.assign(request, { sessionID: id, session: open.get(id) });
      next();
    },
    async userOf(session) {
      const held = session as { userId: number; epoch: number } | null | undefined;
      const user = held ? await findUser(world.knex, held.userId) : null;
      return user && !user.disabledAt && user.sessionEpoch === held?.epoch ? user : null;
    },
  };
  return {
    sessions,
    open,
    async signIn(who: UserActor): Promise<string> {
      const user = await findUser(world.knex, who.id);
      const id = `${who.id}-${open.size}`;
      open.set(id, { userId: who.id, epoch: user?.sessionEpoch ?? 0 });
      return id;
    },
  };
}

export type LiveSite = { realtime: Realtime; port: number; close(): Promise<void> };

/** One http process with its sockets. */
export async function startSite(
  world: World,
  { bus, sessions, recheckEvery }: { bus: Bus; sessions: Sessions; recheckEvery?: number },
): Promise<LiveSite> {
  const httpServer = createServer((_request: IncomingMessage, response) => {
    response.statusCode = 404;
    response.end();
  }).listen(0, '127.0.0.1');
  await once(httpServer, 'listening');
  const realtime = attachRealtime({
    httpServer,
    bus,
    database: world.knex,
    sessions,
    publicUrl: world.house.publicUrl,
    log,
    ...(recheckEvery === undefined ? {} : { recheckEvery }),
  });
  return {
    realtime,
    port: (httpServer.address() as AddressInfo).port,
    async close() {
      await realtime.close();
      httpServer.close();
    },
  };
}

export type Pushed = { stream: string; html: string };

/** A page in somebody's browser: its socket, and everything it was sent. */
export type Tab = {
  socket: Socket;
  pushed: Pushed[];
  /** Why the connection ended; null while it lasts. */
  ended: string | null;
  present: { ticket: string; people: { name: string; state: string }[] }[];
  join(stream: string, mark?: string): Promise<{ ok: boolean; reason?: string; stale?: boolean }>;
  /** Everything that was pushed, as one text. */
  seen(): string;
  /** How long until the page shows `text`, in milliseconds; fails after two seconds. */
  shows(text: string): Promise<number>;
  close(): void;
};

export async function openTab(
  site: LiveSite,
  { sid, origin = 'https://aide.alize.example' }: { sid: string | null; origin?: string },
): Promise<Tab> {
  const socket = io(`http://127.0.0.1:${site.port}`, {
    transports: ['websocket'],
    reconnection: false,
    forceNew: true,
    extraHeaders: { origin, ...(sid ? { cookie: `sid=${sid}` } : {}) },
  });
  const tab: Tab = {
    socket,
    pushed: [],
    present: [],
    ended: null,
    join: (stream, mark) => socket.timeout(2_000).emitWithAck('join', { stream, mark }),
    seen: () => tab.pushed.map(({ html }) => html).join('\n'),
    async shows(text) {
      const from = performance.now();
      while (!tab.seen().includes(text)) {
        if (performance.now() - from > 2_000) throw new Error(`never shown: ${text}`);
        await sleep(2);
      }
      return performance.now() - from;
    },
    close: () => void socket.disconnect(),
  };
  socket.on('stream', (pushed: Pushed) => tab.pushed.push(pushed));
  socket.on('disconnect', (reason) => {
    tab.ended = reason;
  });
  socket.on('presence', (told) => tab.present.push(told));
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', () => resolve());
    socket.once('connect_error', reject);
    // dropped before it was let in: nothing else would tell
    socket.io.once('close', (reason) => reject(new Error(`closed: ${reason}`)));
  });
  return tab;
}

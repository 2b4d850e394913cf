import { createHash } from 'node:crypto';
import type { Server as HttpServer, IncomingMessage, ServerResponse } from 'node:http';
import { Server } from 'socket.io';
import type { Log } from '../log.ts';
import type { Database } from '../store/connect.ts';
import type { User } from '../store/users.ts';
import type { Bus } from './bus.ts';
import { markOf, mayJoin } from './join.ts';
import { createPresence } from './presence.ts';
import { type Answer, type LiveServer, type LiveSocket, nameIn } from './protocol.ts';
import { readAgain, type Sessions, sessionOf } from './sessions.ts';
import { readStreamName, roomOf } from './streams.ts';

export type Realtime = {
  /** What the publisher speaks through. */
  readonly io: LiveServer;
  /** Cuts the sockets of a session that was just ended, on every server. */
  endSession(sessionId: string): void;
  /** Cuts a user's sockets on every server: its password changed, or its account was disabled. */
  endUser(userId: number): void;
  close(): Promise<void>;
};

export type RealtimeOptions = {
  httpServer: HttpServer;
  bus: Bus;
  database: Database;
  sessions: Sessions;
  /** Where people reach the desk: the only origin whose pages may open a socket. */
  publicUrl: string;
  log: Log;
  /** How often every socket's session is looked at again, in milliseconds. */
  recheckEvery?: number;
};

/** A page shows a few streams; whoever asks for more is not a page of ours. */
const MOST_STREAMS = 20;
const RECHECK_EVERY = 30_000;

/**
 * Opens the live side of the pages. A handshake needs our origin and a session; joining a stream
 * is authorised by the database; both are looked at again for as long as the socket lasts.
 */
export function attachRealtime(options: RealtimeOptions): Realtime {
  const { httpServer, bus, database, sessions, publicUrl, log } = options;
  const origin = new URL(publicUrl).origin;
  const io: LiveServer = new Server(httpServer, {
    adapter: bus.adapter,
    // Polling would need every request of a socket to reach the same process.
    transports: ['websocket'],
    serveClient: false,
    maxHttpBufferSize: 10_000,
    pingInterval: 15_000,
    pingTimeout: 10_000,
    connectTimeout: 10_000,
    allowRequest(request, decide) {
      // A browser always names the origin of a websocket's page, and pages cannot forge it.
      if (request.headers.origin !== origin) return decide('another origin', false);
      userBehind(request).then(
        (user) => decide(user ? null : 'no session', user !== null),
        (error) => {
          log.error({ err: error }, 'live: a handshake failed');
          decide('failed', false);
        },
      );
    },
  });
  io.engine.use((request: IncomingMessage, response: ServerResponse, next: () => void) =>
    sessions.handle(request, response, next),
  );

  const users = new WeakMap<IncomingMessage, User>();
  async function userBehind(request: IncomingMessage): Promise<User | null> {
    const user = await sessions.userOf(sessionOf(request)?.session);
    if (user) users.set(request, user);
    return user;
  }

  io.use((socket, next) => {
    const user = users.get(socket.request);
    const session = sessionOf(socket.request);
    if (!user || !session) return next(new Error('no session'));
    const { id: userId, name, locale } = user;
    Object.assign(socket.data, { userId, name, locale, present: {} });
    // Servers tell each other of their sockets, handshakes included: the cookie stays here.
    delete socket.handshake.headers.cookie;
    socket.join([userRoom(userId), sessionRoom(session.id)]);
    next();
  });
  const watchPresence = createPresence(io, log);
  io.on('connection', (socket) => {
    listenForStreams(socket, database, log);
    watchPresence(socket, async (ticket) => {
      const stream = readStreamName(`ticket:${ticket}:staff`);
      return stream !== null && mayJoin(database, socket.data.userId, stream);
    });
  });

  const recheck = setInterval(async () => {
    for (const socket of io.of('/').sockets.values()) await cutIfEnded(socket);
  }, options.recheckEvery ?? RECHECK_EVERY);
  recheck.unref();

  /** A right that ended elsewhere is noticed here; a database that doesn't answer cuts nobody. */
  async function cutIfEnded(socket: LiveSocket): Promise<void> {
    try {
      const user = await sessions.userOf(await readAgain(socket.request));
      if (user?.id !== socket.data.userId) return void socket.disconnect(true);
      if (rightsOf(user) === rightsOf(users.get(socket.request))) return;
      users.set(socket.request, user);
      for (const room of socket.rooms) {
        const stream = readStreamName(room.replace(/:(?:fr|en)$/, ''));
        if (stream && !(await mayJoin(database, user.id, stream))) socket.leave(room);
      }
    } catch (error) {
      log.warn({ err: error }, 'live: a session could not be looked at again');
    }
  }

  // pages that may have missed something come back, and fetch what they missed
  bus.onGap(() => dropConnections(io));

  return {
    io,
    endSession: (sessionId) => io.in(sessionRoom(sessionId)).disconnectSockets(true),
    endUser: (userId) => io.in(userRoom(userId)).disconnectSockets(true),
    async close() {
      clearInterval(recheck);
      await closeServer(io);
      await bus.close();
    },
  };
}

/** Without a word: told goodbye, a page takes its session for ended; losing us, it comes back. */
function dropConnections(io: LiveServer): void {
  for (const socket of io.of('/').sockets.values()) socket.conn.close();
}

/** Lets go of every connection and of the bus; the http server is its owner's to close. */
async function closeServer(io: LiveServer): Promise<void> {
  io.engine.close();
  await io.of('/').adapter.close();
}

/** What decides which streams a user may join, apart from the tickets themselves. */
function rightsOf(user: User | undefined): string {
  return JSON.stringify([user?.roles, user?.customerId]);
}

function userRoom(userId: number): string {
  return `user:${userId}`;
}

function sessionRoom(sessionId: string): string {
  return `session:${createHash('sha256').update(sessionId).digest('base64url')}`;
}

function listenForStreams(socket: LiveSocket, database: Database, log: Log): void {
  socket.on('join', async (message, answer) => {
    const reply = typeof answer === 'function' ? (said: Answer) => answer(said) : () => undefined;
    const stream = readStreamName(nameIn(message, 'stream'));
    if (!stream) return reply({ ok: false, reason: 'unknown' });
    if (socket.rooms.size > MOST_STREAMS) return reply({ ok: false, reason: 'too_many' });
    try {
      const allowed = await mayJoin(database, socket.data.userId, stream);
      if (!allowed) return reply({ ok: false, reason: 'forbidden' });
      if (socket.connected) await socket.join(roomOf(stream, socket.data.locale));
      // after joining: what happens from here on is heard
      const mark = nameIn(message, 'mark');
      const stale = mark !== null && mark !== (await markOf(database, stream));
      reply({ ok: true, stale });
    } catch (error) {
      log.error({ err: error }, 'live: a stream could not be joined');
      reply({ ok: false, reason: 'forbidden' });
    }
  });
  socket.on('leave', (message) => {
    const stream = readStreamName(nameIn(message, 'stream'));
    if (stream) socket.leave(roomOf(stream, socket.data.locale));
  });
}

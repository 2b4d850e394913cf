import connectPgSimple, { type PGStoreOptions } from 'connect-pg-simple';
import type { Request, RequestHandler } from 'express';
import expressSession from 'express-session';
import { purposeKey } from '../security/purpose-key.ts';
import { plainPool } from '../store/plain-pool.ts';
import type { Flash } from '../views/models/layout.ts';
import type { HttpDeps } from './deps.ts';

declare module 'express-session' {
  interface SessionData {
    /** What the next page says once. */
    flash: Flash;
    /** When the session was last written only to live on, in hours since 1970. */
    hour: number;
  }
}

const HOUR = 3_600_000;
const DAYS_IDLE = 14;
/** A visitor's session holds its forms' token and nothing else. */
const VISITOR_HOURS = 24;
const PRUNED_EVERY_SECONDS = 3600;

export type SessionMiddleware = { handle: RequestHandler; close(): void };

/** Whether people come by https. What carries them on to this process doesn't matter. */
export function isHttps(publicUrl: string): boolean {
  return publicUrl.startsWith('https:');
}

/**
 * Sessions, kept in PostgreSQL. One that is used lives on: it is written again at most once an
 * hour, where the store's own way would cost an update for every page.
 */
export function createSession({ database, publicUrl, secret, clock, log }: HttpDeps) {
  const secure = isHttps(publicUrl);
  const Store = connectPgSimple(expressSession);
  const store = new Store({
    pool: plainPool(database) as NonNullable<PGStoreOptions['pool']>,
    tableName: 'sessions',
    pruneSessionInterval: PRUNED_EVERY_SECONDS,
    disableTouch: true,
    errorLog: (...problem: unknown[]) => log.warn({ problem: problem.map(String) }, 'sessions'),
  });
  const session = expressSession({
    name: secure ? '__Host-guichet' : 'guichet',
    secret: purposeKey(secret, 'session'),
    store,
    resave: false,
    saveUninitialized: false,
    rolling: true,
    cookie: {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: DAYS_IDLE * 24 * HOUR,
    },
  });
  const handle: RequestHandler = (request, response, next) => {
    // a secure cookie is set because people come by https, even where the proxy doesn't say so
    if (secure) Object.defineProperty(request, 'secure', { value: true, configurable: true });
    session(request, response, (error?: unknown) => {
      if (error) return next(error);
      liveOn(request.session, Math.floor(clock().getTime() / HOUR));
      next();
    });
  };
  return { handle, close: () => store.close() } satisfies SessionMiddleware;
}

function liveOn(session: Request['session'], hour: number): void {
  if (!session.passport?.user) session.cookie.maxAge = VISITOR_HOURS * HOUR;
  else if (session.hour !== hour) session.hour = hour;
}

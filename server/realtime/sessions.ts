import type { IncomingMessage, ServerResponse } from 'node:http';
import type { User } from '../store/users.ts';

/** The pages' own way to sessions, so that a socket is let in exactly where a page would be. */
export type Sessions = {
  /** The session middleware of the pages. */
  handle(request: IncomingMessage, response: ServerResponse, next: (error?: unknown) => void): void;
  /** Whose a session is; null once it ended, or its user's password changed. */
  userOf(session: unknown): Promise<User | null>;
};

/** What the middleware leaves on a request. */
type WithSession = IncomingMessage & {
  session?: unknown;
  sessionID?: string;
  sessionStore?: {
    get(id: string, done: (error: unknown, session?: unknown) => void): void;
  };
};

export function sessionOf(request: IncomingMessage): { id: string; session: unknown } | null {
  const { session, sessionID } = request as WithSession;
  return session && sessionID ? { id: sessionID, session } : null;
}

/** The session as it is stored now: it may have ended since the request. */
export function readAgain(request: IncomingMessage): Promise<unknown> {
  const { sessionStore, sessionID } = request as WithSession;
  return new Promise((resolve, reject) => {
    if (!sessionStore || !sessionID) return resolve(null);
    sessionStore.get(sessionID, (error, session) => (error ? reject(error) : resolve(session)));
  });
}

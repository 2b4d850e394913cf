import type { Request, RequestHandler } from 'express';
import type { SessionData } from 'express-session';
import passport from 'passport';
import { Strategy } from 'passport-local';
import { normaliseAddress } from '../domain/user/email-address.ts';
import { verifyPassword } from '../security/password.ts';
import { findUser, findUserByEmail, type User as StoredUser } from '../store/users.ts';
import type { HttpDeps } from './deps.ts';

/** What a session remembers of who signed in; the rest is read again at each request. */
type SignedIn = { id: number; epoch: number };

declare global {
  namespace Express {
    interface User extends StoredUser {}
  }
}
declare module 'express-session' {
  interface SessionData {
    passport: { user?: SignedIn };
  }
}

export type SessionUser = (session: Partial<SessionData> | undefined) => Promise<StoredUser | null>;

export type Passport = {
  /** Puts the session's user on the request. */
  readUser: RequestHandler;
  /** The user whose address and password the form holds, or null. */
  checkPassword(request: Request): Promise<StoredUser | null>;
  /** The user of a session read elsewhere than in a page: a socket's handshake. */
  sessionUser: SessionUser;
};

/** Who signs in, and who is signed in: disabled accounts and outlived epochs are nobody. */
export function createPassport({ database }: HttpDeps): Passport {
  const whose = async ({ id, epoch }: SignedIn) => {
    const user = await findUser(database, id);
    return user && user.disabledAt === null && user.sessionEpoch === epoch ? user : null;
  };
  const authenticator = new passport.Authenticator();
  authenticator.serializeUser<SignedIn>((user, done) =>
    done(null, { id: user.id, epoch: user.sessionEpoch }),
  );
  authenticator.deserializeUser<SignedIn>((signedIn, done) => {
    whose(signedIn).then((user) => done(null, user ?? false), done);
  });
  authenticator.use(
    new Strategy({ usernameField: 'email' }, (typed, password, done) => {
      // a field sent twice comes as a list
      ownerOf(String(typed), String(password)).then((user) => done(null, user ?? false), done);
    }),
  );
  const ownerOf = async (typed: string, password: string) => {
    const user = await findUserByEmail(database, normaliseAddress(typed));
    const matches = await verifyPassword(user?.passwordHash ?? null, password);
    return user && matches && user.disabledAt === null ? user : null;
  };

  return {
    readUser: authenticator.session() as RequestHandler,
    checkPassword: (request) =>
      new Promise((resolve, reject) => {
        const answer = (error: unknown, user?: StoredUser | false | null) =>
          error ? reject(error) : resolve(user || null);
        authenticator.authenticate('local', { session: false }, answer)(request, null, reject);
      }),
    sessionUser: async (session) => {
      const signedIn = session?.passport?.user;
      return signedIn ? whose(signedIn) : null;
    },
  };
}

/** Opens a session of the user's own: a new identifier, so that one planted before is worthless. */
export function beginSession(request: Request, user: StoredUser): Promise<void> {
  return new Promise((resolve, reject) => {
    request.logIn(user, (error) => (error ? reject(error) : resolve()));
  });
}

/** Ends the session: its row is gone, and its cookie opens nothing any more. */
export function endSession(request: Request): Promise<void> {
  return new Promise((resolve, reject) => {
    request.logOut((error) => (error ? reject(error) : resolve()));
  });
}

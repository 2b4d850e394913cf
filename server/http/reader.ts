import type { Request } from 'express';
import type { UserActor, VisitorActor } from '../domain/user/actor.ts';
import { actorOf } from '../store/users.ts';
import { type Locale, negotiateLocale } from '../views/locale.ts';
import { readPreferences } from '../views/preferences.ts';
import { PageError } from './page-error.ts';

/** The language of the answer: the user's, else the one chosen in this browser, else its own. */
export function localeOf(request: Request): Locale {
  return (
    request.user?.locale ??
    readPreferences(request.headers.cookie).locale ??
    negotiateLocale(request.headers['accept-language'])
  );
}

/** Who acts: the signed-in user, else a visitor. */
export function actorFor(request: Request): UserActor | VisitorActor {
  return request.user ? actorOf(request.user) : { kind: 'visitor' };
}

/** The user behind a route that only signed-in people reach. */
export function signedInUser(request: Request): UserActor {
  if (!request.user) throw new PageError(403);
  return actorOf(request.user);
}

/** A contact and its customer, behind a route that only contacts reach. */
export function contactOf(request: Request): UserActor & { customerId: number } {
  const user = signedInUser(request);
  if (user.customerId === null) throw new PageError(403);
  return { ...user, customerId: user.customerId };
}

/** Whether the caller is a script of ours that wants an answer it can read, rather than a page. */
export function wantsJson(request: Request): boolean {
  return request.accepts(['html', 'json']) === 'json';
}

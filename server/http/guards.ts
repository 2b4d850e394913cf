import type { RequestHandler } from 'express';
import { may, type Permission } from '../domain/user/permission.ts';
import { actorOf } from '../store/users.ts';
import { PageError } from './page-error.ts';
import { wantsJson } from './reader.ts';

/** Lets signed-in people through; others sign in first and come back. */
export const signedIn: RequestHandler = (request, response, next) => {
  if (request.user) return next();
  if (wantsJson(request)) throw new PageError(403);
  const safe = request.method === 'GET' || request.method === 'HEAD';
  const back = safe && request.originalUrl !== '/' ? encodeURIComponent(request.originalUrl) : '';
  response.redirect(303, back ? `/sign-in?next=${back}` : '/sign-in');
};

/** Lets a customer's contacts through, who have the portal. */
export const contactsOnly: RequestHandler = (request, response, next) => {
  if (!request.user) return signedIn(request, response, next);
  if (request.user.customerId === null) throw new PageError(403);
  next();
};

/** Lets through the staff who hold one of the permissions (V5). */
export function allowed(...permissions: readonly Permission[]): RequestHandler {
  return (request, response, next) => {
    const { user } = request;
    if (!user) return signedIn(request, response, next);
    if (!permissions.some((permission) => may(actorOf(user), permission))) throw new PageError(403);
    next();
  };
}

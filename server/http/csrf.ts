import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import { PageError } from './page-error.ts';

const { generateToken, isRequestValid } = csrfSync({
  size: 32,
  getTokenFromRequest: (request) =>
    request.get('x-csrf-token') ?? (request.body as { _csrf?: string } | undefined)?._csrf,
});

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Refuses every request that changes something and doesn't carry its session's token. */
export const checkCsrf: RequestHandler = (request, _response, next) => {
  if (SAFE.has(request.method) || isRequestValid(request)) return next();
  throw new PageError(419);
};

/** The token that the page's forms carry; a visitor gets a session to hold it. */
export function csrfToken(request: Request): string {
  return generateToken(request);
}

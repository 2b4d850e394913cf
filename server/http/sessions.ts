import { type Request, type Response, Router } from 'express';
import { recordSignIn } from '../commands/record-sign-in.ts';
import { normaliseAddress } from '../domain/user/email-address.ts';
import { actorOf, type User } from '../store/users.ts';
import type { Form } from '../views/models/common.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { typed } from './forms.ts';
import { localPath } from './local-path.ts';
import { plainPage } from './pages.ts';
import { beginSession, endSession, type Passport } from './passport.ts';
import type { RateLimits } from './rate-limits.ts';

/** Signing in and out. */
export function sessionRoutes(deps: HttpDeps, passport: Passport, limits: RateLimits): Router {
  const router = Router();
  router.get('/sign-in', (request, response) => {
    if (request.user) return response.redirect(303, localPath(request.query.next));
    const form = { values: {}, errors: {}, error: null };
    return showSignIn(deps, request, response, form, localPath(request.query.next, ''));
  });

  router.post('/sign-in', async (request, response) => {
    const { email, next } = typed(request, ['email', 'next']);
    const address = normaliseAddress(email);
    const caller = request.ip ?? '';
    // counted before the password is looked at: a hundred tries sent at once are a hundred tries
    if (address !== '') await limits.count('sign_in_address', address);
    await limits.count('sign_in_caller', caller);
    const user = await passport.checkPassword(request);
    if (!user) {
      response.status(422);
      const error = { key: 'errors.forms.credentials' };
      const form = { values: { email }, errors: {}, error };
      return showSignIn(deps, request, response, form, localPath(next, ''));
    }
    await limits.forget('sign_in_address', address);
    await limits.takeBack('sign_in_caller', caller);
    await signIn(deps, request, user);
    response.redirect(303, localPath(next));
  });

  router.post('/sign-out', async (request, response) => {
    if (request.user) {
      const { sessionID } = request;
      await endSession(request);
      deps.live.endSession(sessionID);
      sayNext(request, 'flash.signed_out', { tone: 'info' });
    }
    response.redirect(303, '/sign-in');
  });
  return router;
}

/** Opens the user's session, and dates it (V2). */
export async function signIn({ run }: HttpDeps, request: Request, user: User): Promise<void> {
  await beginSession(request, user);
  await run(recordSignIn, actorOf(user), null);
}

function showSignIn(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: Form<'email' | 'password'>,
  next: string,
) {
  const demo = [...deps.demoLogins];
  return plainPage(deps, request, response, 'sessions/new', { form, next, demo });
}

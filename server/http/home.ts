import { Router } from 'express';
import { may } from '../domain/user/permission.ts';
import { actorOf } from '../store/users.ts';
import type { HttpDeps } from './deps.ts';
import { signedIn } from './guards.ts';
import { showPortalHome } from './portal-home.ts';

/** The first page of each: the portal for a customer, the queue or the settings for staff. */
export function homeRoutes(deps: HttpDeps): Router {
  return Router().get('/', signedIn, async (request, response) => {
    const user = request.user && actorOf(request.user);
    if (user?.customerId !== null) return showPortalHome(deps, request, response);
    response.redirect(303, may(user, 'work_on_tickets') ? '/desk' : '/admin/intake-rules');
  });
}

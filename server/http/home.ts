import { Router } from 'express';
import type { UserActor } from '../domain/user/actor.ts';
import { may } from '../domain/user/permission.ts';
import { actorOf } from '../store/users.ts';
import type { HttpDeps } from './deps.ts';
import { signedIn } from './guards.ts';
import { showPortalHome } from './portal-home.ts';

/** The first page of each: the portal for a customer; for staff, what its roles are there for. */
export function homeRoutes(deps: HttpDeps): Router {
  return Router().get('/', signedIn, async (request, response) => {
    const user = request.user && actorOf(request.user);
    if (user?.customerId !== null) return showPortalHome(deps, request, response);
    response.redirect(303, firstPageOf(user));
  });
}

function firstPageOf(staff: UserActor): string {
  const officer = may(staff, 'answer_level_1') || may(staff, 'answer_level_2');
  if (officer) return '/desk?view=complaints';
  if (may(staff, 'work_on_tickets')) return '/desk';
  const bills = may(staff, 'decide_charges') && !may(staff, 'edit_intake_rules');
  return bills ? '/desk/charges' : '/admin/intake-rules';
}

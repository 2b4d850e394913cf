import { Router } from 'express';
import type { HttpDeps } from '../deps.ts';
import { calendarRoutes } from './calendars.ts';
import { intakeRuleRoutes } from './intake-rules.ts';
import { planRoutes } from './plans.ts';
import { quarantineRoutes } from './quarantine.ts';
import { teamRoutes } from './teams.ts';

/** The administrator's pages, each path written in full. */
export function adminRoutes(deps: HttpDeps): Router {
  return Router().use(
    intakeRuleRoutes(deps),
    quarantineRoutes(deps),
    calendarRoutes(deps),
    planRoutes(deps),
    teamRoutes(deps),
  );
}

import { Router } from 'express';
import type { HttpDeps } from '../deps.ts';
import { calendarRoutes } from './calendars.ts';
import { complaintBodiesRoutes } from './complaint-bodies.ts';
import { dkimRoutes } from './dkim.ts';
import { intakeRuleRoutes } from './intake-rules.ts';
import { mailAccountRoutes } from './mail-accounts.ts';
import { mailRulesRoutes } from './mail-rules.ts';
import { mailboxRoutes } from './mailboxes.ts';
import { planRoutes } from './plans.ts';
import { quarantineRoutes } from './quarantine.ts';
import { refusedMailRoutes } from './refused-mails.ts';
import { tariffAdminRoutes } from './tariffs.ts';
import { teamRoutes } from './teams.ts';
import { testRoutes } from './tests.ts';

/** The administrator's pages, each path written in full. */
export function adminRoutes(deps: HttpDeps): Router {
  return Router().use(
    intakeRuleRoutes(deps),
    dkimRoutes(deps),
    mailboxRoutes(deps),
    mailAccountRoutes(deps),
    mailRulesRoutes(deps),
    quarantineRoutes(deps),
    refusedMailRoutes(deps),
    calendarRoutes(deps),
    planRoutes(deps),
    tariffAdminRoutes(deps),
    testRoutes(deps),
    teamRoutes(deps),
    complaintBodiesRoutes(deps),
  );
}

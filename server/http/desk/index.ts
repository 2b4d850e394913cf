import { Router } from 'express';
import type { HttpDeps } from '../deps.ts';
import { callRoutes } from './calls.ts';
import { clockRoutes } from './clocks.ts';
import { creditRoutes } from './credits.ts';
import { customerRoutes } from './customers.ts';
import { handlingRoutes } from './handling.ts';
import { invitationRoutes } from './invitations.ts';
import { judgingRoutes } from './judging.ts';
import { outboxRoutes } from './outbox.ts';
import { queueRoutes } from './queue.ts';
import { deskTicketRoutes } from './tickets.ts';

/** The agents' pages, each path written in full. */
export function deskRoutes(deps: HttpDeps): Router {
  return Router().use(
    queueRoutes(deps),
    deskTicketRoutes(deps),
    handlingRoutes(deps),
    judgingRoutes(deps),
    clockRoutes(deps),
    callRoutes(deps),
    customerRoutes(deps),
    invitationRoutes(deps),
    creditRoutes(deps),
    outboxRoutes(deps),
  );
}

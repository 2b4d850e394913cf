import { Router } from 'express';
import { reach } from '../store/reach.ts';
import type { HttpDeps } from './deps.ts';

/** For whoever watches over the process: it answers, and reaches its database. */
export function healthRoutes({ database, log }: HttpDeps): Router {
  return Router().get('/healthz', async (_request, response) => {
    response.set('Cache-Control', 'no-store');
    try {
      await reach(database);
      response.json({ status: 'ok' });
    } catch (error) {
      log.error({ err: error }, 'the database does not answer');
      response.status(503).json({ status: 'database_unreachable' });
    }
  });
}

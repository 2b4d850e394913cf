import { Router } from 'express';
import type { HttpDeps } from '../deps.ts';
import { allowed } from '../guards.ts';
import { showDiagnosis } from './diagnosis-page.ts';

/** A diagnosis on the desk: its time, its steps, its verdict and what it costs (4.3). */
export function diagnosisRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('handle_requests');
  router.get('/desk/tickets/:number/diagnosis', agents, (request, response) =>
    showDiagnosis(deps, request, response),
  );
  return router;
}

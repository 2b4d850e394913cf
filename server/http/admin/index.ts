import { Router } from 'express';
import type { HttpDeps } from '../deps.ts';

/** The administrator's pages, each path written in full. */
export function adminRoutes(_deps: HttpDeps): Router {
  return Router();
}

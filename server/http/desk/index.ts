import { Router } from 'express';
import type { HttpDeps } from '../deps.ts';

/** The agents' pages, each path written in full. */
export function deskRoutes(_deps: HttpDeps): Router {
  return Router();
}

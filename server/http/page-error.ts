import type { Refusal } from '../domain/outcome.ts';
import type { ErrorStatus } from '../views/models/errors.ts';

/** Ends a request with the page of that status. Thrown by routes, shown by the error handler. */
export class PageError extends Error {
  readonly status: ErrorStatus;
  /** Minutes to wait, for 429. */
  readonly minutes: number | null;
  constructor(status: ErrorStatus, minutes: number | null = null) {
    super(`answered ${status}`);
    this.status = status;
    this.minutes = minutes;
  }
}

/** The status that a refusal is answered with. */
export function statusOf({ reason }: Refusal): number {
  if (reason === 'not_found') return 404;
  if (reason === 'forbidden') return 403;
  return reason === 'attachments_too_large' || reason === 'too_many_attachments' ? 413 : 422;
}

/** Refusals that no form can put right end the request: 403 and 404. */
export function throwIfDenied(refusal: Refusal): void {
  if (refusal.reason === 'not_found') throw new PageError(404);
  if (refusal.reason === 'forbidden') throw new PageError(403);
}

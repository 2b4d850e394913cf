import { randomBytes } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import type { ErrorPage, ErrorStatus } from '../views/models/errors.ts';
import { attachmentLimits } from './attachment-limits.ts';
import type { HttpDeps } from './deps.ts';
import { FORM_BYTES } from './form-size.ts';
import { PageError } from './page-error.ts';
import { plainPage } from './pages.ts';
import { localeOf, wantsJson } from './reader.ts';
import { wordsToKeep } from './words-to-keep.ts';

/** What no route knew. */
export const notFound: RequestHandler = () => {
  throw new PageError(404);
};

/** Answers what failed with a page that says what to do, or with JSON. Never shows the failure. */
export function errorHandler(deps: HttpDeps): ErrorRequestHandler {
  return async (error, request, response, _next) => {
    const status = statusOfError(error);
    const reference = status === 500 ? randomBytes(4).toString('hex') : null;
    if (reference) {
      const { method, path } = request;
      deps.log.error({ err: error, reference, method, path }, 'a request failed');
    }
    // a file that was on its way can only be cut short
    if (response.headersSent) return response.destroy();
    response.status(status).set('Cache-Control', 'no-store');
    const minutes = error instanceof PageError ? error.minutes : null;
    if (minutes) response.set('Retry-After', String(minutes * 60));
    const page: ErrorPage = {
      status,
      limit: status === 413 ? limitOf(request) : null,
      minutes,
      reference,
      typed: status === 419 ? wordsToKeep(request, deps.publicUrl) : [],
    };
    await answer(deps, request, response, page);
  };
}

async function answer(deps: HttpDeps, request: Request, response: Response, page: ErrorPage) {
  const t = deps.views.translate(localeOf(request));
  const title = t(`errors.pages.${page.status}.title`);
  if (wantsJson(request)) {
    response.json({ error: { status: page.status, title, reference: page.reference } });
    return;
  }
  try {
    await plainPage(deps, request, response, 'errors/show', page);
  } catch (error) {
    // the database is away, or the request failed before it had a session
    deps.log.error({ err: error }, 'an error page failed');
    response.type('text/plain').send(`${title}\n${t(`errors.pages.${page.status}.do`)}\n`);
  }
}

/** The most that a form like this one may bring, in bytes. */
function limitOf(request: Request): number {
  return request.is('multipart/form-data') ? attachmentLimits.total : FORM_BYTES;
}

function statusOfError(error: unknown): ErrorStatus {
  if (error instanceof PageError) return error.status;
  const { status, name } = error as { status?: number; name?: string };
  if (status === 413 || name === 'MulterError') return 413;
  // a path or a body that cannot be decoded: nothing of ours has that address
  return status !== undefined && status >= 400 && status < 500 ? 404 : 500;
}

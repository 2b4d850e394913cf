import { type Request, type Response, Router } from 'express';
import { takeBackReply } from '../../commands/take-back-reply.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';

/** Taking a reply back before it leaves. */
export function takingBackRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.post(
    '/desk/tickets/:number/replies/:id/taking-back',
    allowed('work_on_tickets'),
    (request, response) => takeBack(deps, request, response),
  );
  return router;
}

async function takeBack(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const messageId = numberOf(request.params.id);
  if (messageId === null) throw new PageError(404);
  const outcome = await deps.run(takeBackReply, signedInUser(request), { number, messageId });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    sayNext(request, `refusals.${outcome.reason}`, { tone: 'error' });
    response.redirect(303, `/desk/tickets/${number}#message_${messageId}`);
    return;
  }
  const { files } = outcome.value;
  sayNext(request, files > 0 ? 'flash.reply_taken_back_files' : 'flash.reply_taken_back', {
    params: { count: files },
  });
  // another address than the page's own, so that a browser makes the form anew with its words
  response.redirect(303, `/desk/tickets/${number}?taken_back=${messageId}`);
}

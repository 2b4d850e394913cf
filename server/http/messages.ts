import { Router } from 'express';
import { postMessage } from '../commands/post-message.ts';
import type { HttpDeps } from './deps.ts';
import { sayNext } from './flash.ts';
import { formBack, typed } from './forms.ts';
import { contactsOnly } from './guards.ts';
import { showMessageFrame } from './message-frame.ts';
import { throwIfDenied } from './page-error.ts';
import { showPortalTicket } from './portal-ticket.ts';
import { contactOf } from './reader.ts';
import { uploadedFiles } from './uploads.ts';

/** What a customer answers on its ticket, and the original of what came by mail. */
export function messageRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.post('/tickets/:number/messages', contactsOnly, async (request, response) => {
    const number = String(request.params.number);
    const values = { ...typed(request, ['body']), attachments: '' };
    const files = uploadedFiles(request);
    const outcome = files.ok
      ? await deps.run(postMessage, contactOf(request), {
          number,
          body: values.body,
          files: files.value,
        })
      : files;
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const form = formBack(response, values, outcome);
      return showPortalTicket(deps, request, response, form);
    }
    sayNext(request, 'flash.message_sent');
    response.redirect(303, `/tickets/${number}#message_${outcome.value.messageId}`);
  });

  router.get('/messages/:id/html', (request, response) =>
    showMessageFrame(deps, request, response),
  );
  return router;
}

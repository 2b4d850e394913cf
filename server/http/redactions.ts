import { type Request, type Response, Router } from 'express';
import { mayRedact, redactMessage } from '../commands/redact-message.ts';
import { isEnded } from '../domain/ticket/status.ts';
import { mayReachTicket } from '../domain/user/permission.ts';
import { detectSecrets, type FoundSecret } from '../domain/vault/detect-secrets.ts';
import { findConversationMessage } from '../store/messages.ts';
import { findAuthoredMessage } from '../store/redactions.ts';
import { findTicketById } from '../store/tickets.ts';
import { emptyForm } from '../views/models/common.ts';
import type { RedactionPage } from '../views/models/vault.ts';
import type { HttpDeps } from './deps.ts';
import { deskPage } from './desk/desk-page.ts';
import { sayNext } from './flash.ts';
import { formBack, typed } from './forms.ts';
import { signedIn } from './guards.ts';
import { numberOf } from './numbers.ts';
import { PageError, throwIfDenied } from './page-error.ts';
import { portalPage } from './pages.ts';
import { signedInUser } from './reader.ts';
import { recordLook } from './record-look.ts';
import { typedSecret } from './vault-panel.ts';

type Shown = Pick<RedactionPage, 'form' | 'keep'>;

/**
 * Taking a credential out of a message, and putting it in the vault (D7): for staff, and for the
 * customer whose message it is.
 */
export function redactionRoutes(deps: HttpDeps): Router {
  const router = Router();
  router.get('/messages/:id/redaction', signedIn, (request, response) =>
    show(deps, request, response),
  );
  router.post('/messages/:id/redaction', signedIn, async (request, response) => {
    const messageId = numberOf(request.params.id) ?? 0;
    const { passages, keep } = typed(request, ['passages', 'keep']);
    const { words, given } = typedSecret(request);
    const reader = signedInUser(request);
    const outcome = await deps.run(redactMessage, reader, {
      messageId,
      passages,
      keep: keep === 'yes' ? words : null,
    });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const form = formBack(response, { ...given, passages }, outcome);
      return show(deps, request, response, { form, keep: keep === 'yes' });
    }
    sayNext(request, keep === 'yes' ? 'flash.secret_moved' : 'flash.message_redacted');
    const desk = reader.customerId === null ? '/desk' : '';
    response.redirect(303, `${desk}/tickets/${outcome.value.number}#message_${messageId}`);
  });
  return router;
}

async function show(deps: HttpDeps, request: Request, response: Response, refused?: Shown) {
  const { database } = deps;
  const reader = signedInUser(request);
  const id = numberOf(request.params.id) ?? 0;
  const [authored, message] = await Promise.all([
    findAuthoredMessage(database, id),
    findConversationMessage(database, id),
  ]);
  const own = reader.customerId !== null;
  const unseen = own && message?.visibility !== 'public';
  if (!authored || !message || unseen || !mayReachTicket(reader, authored)) {
    throw new PageError(404);
  }
  if (!mayRedact(reader, authored)) throw new PageError(403);
  const ticket = await findTicketById(database, authored.ticketId);
  if (!ticket) throw new PageError(404);
  const { customerId, id: ticketId, number } = ticket;
  await recordLook(deps, reader, { what: 'ticket', customerId, ticketId });

  const texts = [message.body, message.quoted, ticket.subject];
  const found = texts.flatMap(detectSecrets);
  const takes = !isEnded(ticket.status);
  const { form, keep } = refused ?? suggested(found, takes);
  const model: RedactionPage = {
    number,
    subject: ticket.subject,
    status: ticket.status,
    action: `/messages/${id}/redaction`,
    back: `${own ? '' : '/desk'}/tickets/${number}#message_${id}`,
    message: {
      author: message.author.name,
      at: message.createdAt,
      body: message.body,
      quoted: message.quoted || null,
      hasHtml: message.hasHtml,
    },
    found: found.length > 0,
    takes,
    keep,
    own,
    form,
  };
  if (own) return portalPage(deps, request, response, 'tickets', 'redactions/new', model);
  await deskPage(deps, request, response, { section: 'queue' }, 'redactions/new', model);
}

/** The form filled with what was seen: somebody reads it over before anything is done. */
function suggested(found: readonly FoundSecret[], takes: boolean): Shown {
  const [first] = found;
  const passages = [...new Set(found.map(({ value }) => value))].join('\n');
  return {
    keep: takes && first !== undefined,
    form: emptyForm({ passages, login: first?.login ?? '', secret: first?.value ?? '' }),
  };
}

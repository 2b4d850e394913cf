import { Router } from 'express';
import { saveMailRules } from '../../commands/save-mail-rules.ts';
import type { MailRules } from '../../domain/mail/mail-rules.ts';
import { loadMailRules } from '../../store/mail-rules.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { MailRulesField } from '../../views/models/mail-rules.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';

const PATH = '/admin/mail-rules';
const SHOWN = { section: 'mail-rules' } as const;

/** What becomes of forged mail, and how much of the rest waits for a person. */
export function mailRulesRoutes(deps: HttpDeps): Router {
  const router = Router();
  const administrators = allowed('edit_intake_rules');
  router.get(PATH, administrators, async (request, response) => {
    const form = emptyForm(typedFrom(await loadMailRules(deps.database)));
    await deskPage(deps, request, response, SHOWN, 'mail_rules/index', { form });
  });

  router.post(PATH, administrators, async (request, response) => {
    const values = typed(request, [
      'forgery',
      'stranger_acknowledgements',
      'known_acknowledgements',
      'ticket_mails',
    ]);
    const outcome = await deps.run(saveMailRules, signedInUser(request), rulesOf(values));
    if (!outcome.ok) {
      throwIfDenied(outcome);
      const form = formBack(response, values, outcome);
      return deskPage(deps, request, response, SHOWN, 'mail_rules/index', { form });
    }
    sayNext(request, 'mail_rules.saved');
    response.redirect(303, PATH);
  });
  return router;
}

function rulesOf(values: Record<MailRulesField, string>): MailRules {
  const count = (text: string) => (text.trim() === '' ? Number.NaN : Number(text));
  return {
    // the command refuses any other
    forgery: values.forgery as MailRules['forgery'],
    strangerAcknowledgements: count(values.stranger_acknowledgements),
    knownAcknowledgements: count(values.known_acknowledgements),
    ticketMails: count(values.ticket_mails),
  };
}

function typedFrom(rules: MailRules): Record<MailRulesField, string> {
  return {
    forgery: rules.forgery,
    stranger_acknowledgements: String(rules.strangerAcknowledgements),
    known_acknowledgements: String(rules.knownAcknowledgements),
    ticket_mails: String(rules.ticketMails),
  };
}

import { Router } from 'express';
import { clearAddress } from '../../commands/clear-address.ts';
import { resendMail } from '../../commands/resend-mail.ts';
import { shownAddress } from '../../domain/mail/shown-sender.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';

/** What an agent does about mail that does not arrive. */
export function mailTroubleRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('work_on_tickets');

  router.post('/desk/tickets/:number/cleared-address', agents, async (request, response) => {
    const number = String(request.params.number);
    const { address } = typed(request, ['address']);
    const outcome = await deps.run(clearAddress, signedInUser(request), { number, address });
    if (outcome.ok) sayNext(request, 'outgoing.flash.cleared', { params: { address } });
    else {
      throwIfDenied(outcome);
      const { key, params = {} } = refusalPhrase(outcome);
      sayNext(request, key, { tone: 'error', params });
    }
    response.redirect(303, `/desk/tickets/${encodeURIComponent(number)}`);
  });

  router.post('/desk/tickets/:number/resent-mails', agents, async (request, response) => {
    const number = String(request.params.number);
    const mailId = numberOf(typed(request, ['mail']).mail) ?? 0;
    const outcome = await deps.run(resendMail, signedInUser(request), { number, mailId });
    if (outcome.ok) {
      const address = shownAddress(outcome.value.to);
      sayNext(request, 'outgoing.flash.resent', { params: { address } });
    } else {
      throwIfDenied(outcome);
      const { key, params = {} } = refusalPhrase(outcome);
      sayNext(request, key, { tone: 'error', params });
    }
    response.redirect(303, `/desk/tickets/${encodeURIComponent(number)}`);
  });
  return router;
}

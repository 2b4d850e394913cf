import { type Request, type Response, Router } from 'express';
import { isCommitted, recordClaim } from '../../commands/record-claim.ts';
import { type CompensationClaim, listClaims } from '../../store/claims.ts';
import { findCustomer } from '../../store/customers.ts';
import { findTicket } from '../../store/tickets.ts';
import type { ClaimsPage, ClaimView } from '../../views/models/claims.ts';
import { emptyForm } from '../../views/models/common.ts';
import { readHundredths } from '../decimals.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { deskPage } from './desk-page.ts';

/** What a customer asks as compensation, and what limits it, if anything does (5.2, H6). */
export function claimRoutes(deps: HttpDeps): Router {
  const router = Router();
  const managers = allowed('decide_credits');
  router.get('/desk/tickets/:number/claims', managers, (request, response) =>
    show(deps, request, response, emptyForm()),
  );

  router.post('/desk/tickets/:number/claims', managers, async (request, response) => {
    const number = String(request.params.number);
    const values = typed(request, ['claimed_on', 'direct_loss', 'paid']);
    const outcome = await deps.run(recordClaim, signedInUser(request), {
      number,
      claimedOn: values.claimed_on,
      directLossCents: readHundredths(values.direct_loss),
      paidCents: readHundredths(values.paid),
    });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      return show(deps, request, response, formBack(response, values, outcome));
    }
    sayNext(request, 'flash.claim_recorded');
    response.redirect(303, `/desk/tickets/${number}/claims`);
  });
  return router;
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: ClaimsPage['form'],
): Promise<void> {
  const { database } = deps;
  const ticket = await findTicket(database, String(request.params.number));
  const customer = ticket && (await findCustomer(database, ticket.customerId));
  if (!ticket || !customer) throw new PageError(404);
  await recordLook(deps, signedInUser(request), {
    what: 'ticket',
    customerId: ticket.customerId,
    ticketId: ticket.id,
  });
  const [claims, committed] = await Promise.all([
    listClaims(database, ticket.id),
    isCommitted(database, ticket),
  ]);
  await deskPage(deps, request, response, { section: 'queue' }, 'claims/index', {
    ticket: { number: ticket.number, subject: ticket.subject },
    customer: { id: String(customer.id), name: customer.name },
    claims: claims.map(claimView),
    asksPaid: customer.quality === 'professional' && !committed,
    form,
  });
}

function claimView({ limits, ...claim }: CompensationClaim): ClaimView {
  return {
    ...claim,
    claimedOn: midday(claim.claimedOn),
    limits:
      limits.kind === 'capped'
        ? { ...limits, paidFrom: midday(limits.paidFrom), paidUntil: midday(limits.paidUntil) }
        : limits,
  };
}

/** A day is written the same in every zone by its midday. */
function midday(day: string): Date {
  return new Date(`${day}T12:00:00Z`);
}

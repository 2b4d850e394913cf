import { type Request, type Response, Router } from 'express';
import { decideDispute } from '../../commands/decide-dispute.ts';
import { refuse } from '../../domain/outcome.ts';
import { disputeView } from '../../presenters/dispute-view.ts';
import { listDisputes } from '../../store/disputes.ts';
import { loadProvider } from '../../store/settings.ts';
import type { DisputeView } from '../../views/models/disputes.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { deskPage } from './desk-page.ts';

const PAGE = 25;

/** Disputes that wait for a manager, and those decided (D5). */
export function deskDisputeRoutes(deps: HttpDeps): Router {
  const router = Router();
  const managers = allowed('decide_disputes');
  router.get('/desk/disputes', managers, (request, response) => show(deps, request, response));

  router.post('/desk/disputes/:id/decision', managers, async (request, response) => {
    const { decision, ...values } = typed(request, ['decision', 'reasons']);
    const disputeId = numberOf(request.params.id) ?? 0;
    const upheld = decision === 'upheld';
    const outcome =
      upheld || decision === 'rejected'
        ? await deps.run(decideDispute, signedInUser(request), { disputeId, upheld, ...values })
        : refuse('required', { field: 'reasons' });
    if (!outcome.ok && outcome.field === 'reasons') {
      const form = formBack(response, values, outcome);
      return show(deps, request, response, { id: disputeId, form });
    }
    if (outcome.ok) sayNext(request, upheld ? 'flash.dispute_upheld' : 'flash.dispute_rejected');
    else {
      throwIfDenied(outcome);
      const { key, params = {} } = refusalPhrase(outcome);
      sayNext(request, key, { tone: 'error', params });
    }
    response.redirect(303, '/desk/disputes');
  });
  return router;
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  refused: { id: number; form: DisputeView['form'] } | null = null,
): Promise<void> {
  const { database } = deps;
  const open = request.query.state !== 'decided';
  const before = numberOf(request.query.before);
  const [found, { timeZone }] = await Promise.all([
    listDisputes(database, { open, limit: PAGE + 1, before }),
    loadProvider(database),
  ]);
  const shown = found.slice(0, PAGE);
  // each shows what its customer wrote (V5)
  for (const { customer, ticket } of shown) {
    const look = { what: 'ticket', customerId: customer.id, ticketId: ticket.id } as const;
    await recordLook(deps, signedInUser(request), look);
  }
  const path = open ? '/desk/disputes' : '/desk/disputes?state=decided';
  const further = `${path}${open ? '?' : '&'}before=${shown.at(-1)?.id}`;
  await deskPage(deps, request, response, { section: 'disputes' }, 'disputes/index', {
    open,
    disputes: shown.map((dispute) =>
      disputeView(dispute, timeZone, refused?.id === dispute.id ? refused.form : undefined),
    ),
    pager: {
      older: found.length > PAGE ? further : null,
      newest: before === null ? null : path,
    },
  });
}

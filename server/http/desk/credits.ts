import { type Request, type Response, Router } from 'express';
import { approveCredit, rejectCredit } from '../../commands/decide-credit.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { creditView } from '../../presenters/credit-view.ts';
import { listCredits, type ServiceCredit } from '../../store/service-credits.ts';
import { formatMoney } from '../../views/format.ts';
import type { CreditView } from '../../views/models/credits.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { deskPage } from './desk-page.ts';

const PAGE = 25;

/** Service credits that missed commitments propose, and what a manager decided (H6). */
export function creditRoutes(deps: HttpDeps): Router {
  const router = Router();
  const managers = allowed('decide_credits');
  router.get('/desk/credits', managers, (request, response) => show(deps, request, response));

  router.post('/desk/credits/:id/approval', managers, async (request, response) => {
    const creditId = idIn(request);
    const outcome = await deps.run(approveCredit, signedInUser(request), { creditId });
    answer(request, response, outcome, 'flash.credit_approved');
  });

  router.post('/desk/credits/:id/rejection', managers, async (request, response) => {
    const values = typed(request, ['reason']);
    const rejection = { creditId: idIn(request), reason: values.reason };
    const outcome = await deps.run(rejectCredit, signedInUser(request), rejection);
    if (!outcome.ok && outcome.field === 'reason') {
      const form = formBack(response, values, outcome);
      return show(deps, request, response, { id: rejection.creditId, form });
    }
    answer(request, response, outcome, 'flash.credit_rejected');
  });
  return router;
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  refused: { id: number; form: CreditView['form'] } | null = null,
): Promise<void> {
  const proposed = request.query.state !== 'decided';
  const before = numberOf(request.query.before);
  const found = await listCredits(deps.database, { proposed, limit: PAGE + 1, before });
  const shown = found.slice(0, PAGE);
  const path = proposed ? '/desk/credits' : '/desk/credits?state=decided';
  const further = `${path}${proposed ? '?' : '&'}before=${shown.at(-1)?.id}`;
  await deskPage(deps, request, response, { section: 'credits' }, 'credits/index', {
    proposed,
    credits: shown.map((credit) =>
      creditView(credit, refused?.id === credit.id ? refused.form : undefined),
    ),
    pager: {
      older: found.length > PAGE ? further : null,
      newest: before === null ? null : path,
    },
  });
}

function answer(
  request: Request,
  response: Response,
  outcome: Outcome<ServiceCredit>,
  said: string,
): void {
  if (outcome.ok) {
    const amount = formatMoney(outcome.value.amountCents, localeOf(request));
    sayNext(request, said, { params: { amount } });
  } else {
    throwIfDenied(outcome);
    const { key, params = {} } = refusalPhrase(outcome);
    sayNext(request, key, { tone: 'error', params });
  }
  response.redirect(303, '/desk/credits');
}

function idIn(request: Request): number {
  return numberOf(request.params.id) ?? 0;
}

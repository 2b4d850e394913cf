import { type Request, type Response, Router } from 'express';
import { approveCharge } from '../../commands/approve-charge.ts';
import { waiveCharge } from '../../commands/waive-charge.ts';
import { shownCents } from '../../domain/billing/charge.ts';
import { CHARGE_STATES, type ChargeState } from '../../domain/billing/charge-course.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { may } from '../../domain/user/permission.ts';
import { chargeView } from '../../presenters/charge-view.ts';
import { type Charge, listCharges } from '../../store/charges.ts';
import { formatMoney } from '../../views/format.ts';
import type { ChargeView } from '../../views/models/charges.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { deskPage } from './desk-page.ts';

const PAGE = 25;
const PATH = '/desk/charges';

/** The ledger's lines by where they stand; those who keep the billing approve or waive (D5). */
export function chargeRoutes(deps: HttpDeps): Router {
  const router = Router();
  const keepers = allowed('decide_charges');
  router.get(PATH, keepers, (request, response) => show(deps, request, response));

  router.post(`${PATH}/:id/approval`, keepers, async (request, response) => {
    const chargeId = idIn(request);
    const outcome = await deps.run(approveCharge, signedInUser(request), { chargeId });
    answer(request, response, outcome, 'flash.charge_approved');
  });

  router.post(`${PATH}/:id/waiver`, keepers, async (request, response) => {
    const values = typed(request, ['reason', 'seen']);
    const chargeId = idIn(request);
    const waiver = { chargeId, seen: stateOf(values.seen), reason: values.reason };
    const outcome = await deps.run(waiveCharge, signedInUser(request), waiver);
    if (!outcome.ok && outcome.field === 'reason') {
      const form = formBack(response, { reason: values.reason }, outcome);
      return show(deps, request, response, { id: chargeId, state: waiver.seen, form });
    }
    answer(request, response, outcome, 'flash.charge_waived', waiver.seen);
  });
  return router;
}

async function show(
  deps: HttpDeps,
  request: Request,
  response: Response,
  refused: { id: number; state: ChargeState; form: ChargeView['form'] } | null = null,
): Promise<void> {
  const user = signedInUser(request);
  const state = refused?.state ?? stateOf(request.query.state);
  const before = numberOf(request.query.before);
  const found = await listCharges(deps.database, { state, limit: PAGE + 1, before });
  const shown = found.slice(0, PAGE);
  const path = `${PATH}?state=${state}`;
  await deskPage(deps, request, response, { section: 'billing' }, 'charges/index', {
    tabs: CHARGE_STATES.map((each) => ({ state: each, current: each === state })),
    state,
    charges: shown.map((charge) =>
      chargeView(charge, refused?.id === charge.id ? refused.form : undefined),
    ),
    links: linksOf(user),
    pager: {
      older: found.length > PAGE ? `${path}&before=${shown.at(-1)?.id}` : null,
      newest: before === null ? null : path,
    },
  });
}

/** What the reader may open from a page of the ledger. */
export function linksOf(user: Parameters<typeof may>[0]) {
  return { tickets: may(user, 'work_on_tickets'), customers: may(user, 'see_customers') };
}

function answer(
  request: Request,
  response: Response,
  outcome: Outcome<Charge>,
  said: string,
  back: ChargeState = 'draft',
): void {
  if (outcome.ok) {
    const { value: charge } = outcome;
    const amount = formatMoney(shownCents(charge, charge.quality), localeOf(request));
    sayNext(request, said, { params: { amount, number: charge.ticketNumber } });
  } else {
    throwIfDenied(outcome);
    const { key, params = {} } = refusalPhrase(outcome);
    sayNext(request, key, { tone: 'error', params });
  }
  response.redirect(303, back === 'draft' ? PATH : `${PATH}?state=${back}`);
}

/** Drafts, which wait for a decision, unless another state is asked for. */
function stateOf(asked: unknown): ChargeState {
  return CHARGE_STATES.find((state) => state === asked) ?? 'draft';
}

function idIn(request: Request): number {
  return numberOf(request.params.id) ?? 0;
}

import { type Request, type Response, Router } from 'express';
import { saveTariff } from '../../commands/save-tariff.ts';
import { saveVatRate } from '../../commands/save-vat-rate.ts';
import { settleDiagnosis } from '../../commands/settle-diagnosis.ts';
import { TERRITORIES } from '../../domain/billing/territory.ts';
import { instantOfLocal } from '../../domain/suspension/local-instant.ts';
import { loadProvider } from '../../store/settings.ts';
import { readHundredths } from '../decimals.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { showTariffs, TARIFFS } from './tariffs-page.ts';

/** What a diagnosis costs, from when, and the tax on it (D4); from when on a timer runs long. */
export function tariffAdminRoutes(deps: HttpDeps): Router {
  const router = Router();
  const editors = allowed('edit_tariffs');
  router.get(TARIFFS, editors, (request, response) => showTariffs(deps, request, response));
  router.post(TARIFFS, editors, (request, response) => saved(deps, request, response));
  router.post(`${TARIFFS}/vat`, editors, (request, response) => rated(deps, request, response));
  router.post(`${TARIFFS}/timer`, editors, (request, response) => timed(deps, request, response));
  return router;
}

async function saved(deps: HttpDeps, request: Request, response: Response) {
  const fields = ['effective_from', 'unit_minutes', 'minimum_units', 'net', 'gross'] as const;
  const values = typed(request, fields);
  const { timeZone } = await loadProvider(deps.database);
  const from = values.effective_from.trim();
  const effectiveFrom = from === '' ? deps.clock() : instantOfLocal(from, timeZone);
  const outcome =
    effectiveFrom === null
      ? ({ ok: false, reason: 'unreadable_time', field: 'effective_from' } as const)
      : await deps.run(saveTariff, signedInUser(request), {
          effectiveFrom,
          unitMinutes: whole(values.unit_minutes),
          minimumUnits: whole(values.minimum_units),
          netUnitCents: readHundredths(values.net) ?? Number.NaN,
          grossUnitCents: readHundredths(values.gross) ?? Number.NaN,
        });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const form = formBack(response, values, outcome);
    return showTariffs(deps, request, response, { form });
  }
  sayNext(request, 'flash.tariff_saved', { params: { version: outcome.value.version } });
  response.redirect(303, TARIFFS);
}

async function rated(deps: HttpDeps, request: Request, response: Response) {
  const values = typed(request, ['territory', 'rate', 'effective_day']);
  const outcome = /^\d{4}-\d{2}-\d{2}$/.test(values.effective_day)
    ? await deps.run(saveVatRate, signedInUser(request), {
        territory: TERRITORIES.find((known) => known === values.territory) ?? ('' as never),
        basisPoints: readHundredths(values.rate) ?? Number.NaN,
        effectiveFrom: values.effective_day,
      })
    : ({ ok: false, reason: 'unreadable_time', field: 'effective_day' } as const);
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const vatForm = formBack(response, values, outcome);
    return showTariffs(deps, request, response, { vatForm });
  }
  sayNext(request, 'flash.vat_rate_saved');
  response.redirect(303, TARIFFS);
}

async function timed(deps: HttpDeps, request: Request, response: Response) {
  const values = typed(request, ['timer_warning']);
  const rule = { timerWarningMinutes: whole(values.timer_warning) };
  const outcome = await deps.run(settleDiagnosis, signedInUser(request), rule);
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const timer = formBack(response, values, outcome);
    return showTariffs(deps, request, response, { timer });
  }
  sayNext(request, 'flash.timer_warning_saved');
  response.redirect(303, TARIFFS);
}

/** A whole figure as it was typed; NaN for anything else, which the command refuses. */
function whole(text: string): number {
  return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : Number.NaN;
}

import { type Request, Router } from 'express';
import { startTimer } from '../../commands/start-timer.ts';
import { stopTimer } from '../../commands/stop-timer.ts';
import type { Refusal } from '../../domain/outcome.ts';
import { formatDuration } from '../../views/format.ts';
import { csrfToken } from '../csrf.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { localPath } from '../local-path.ts';
import { throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { showDiagnosis } from './diagnosis-page.ts';
import { loadTimerChip } from './time-sheet.ts';

/** An agent's timer, started and stopped from wherever it is seen (D1). */
export function timerRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('handle_requests');

  router.get('/desk/timer', agents, async (request, response) => {
    const chip = await loadTimerChip(deps, signedInUser(request));
    const model = { ...chip, csrf: csrfToken(request) };
    const locale = localeOf(request);
    response.send(deps.views.partial('layouts/_timer', model, { locale }));
  });

  router.post('/desk/tickets/:number/timer', agents, async (request, response) => {
    const number = String(request.params.number);
    const outcome = await deps.run(startTimer, signedInUser(request), { number });
    if (outcome.ok) sayNext(request, 'diagnosis.flash.started', { params: { number } });
    else sayWhyNot(request, outcome);
    response.redirect(303, backOf(request));
  });

  router.post('/desk/tickets/:number/timer/end', agents, async (request, response) => {
    const number = String(request.params.number);
    const { work } = typed(request, ['work']);
    const outcome = await deps.run(stopTimer, signedInUser(request), { number, work });
    if (!outcome.ok && outcome.field === 'work') {
      return showDiagnosis(deps, request, response, {
        stop: formBack(response, { work }, outcome),
      });
    }
    if (outcome.ok) {
      const { seconds } = outcome.value;
      const said = seconds === 0 ? 'nothing' : work.trim() === '' ? 'stopped_unsaid' : 'stopped';
      const params = { duration: formatDuration(seconds) };
      sayNext(request, `diagnosis.flash.${said}`, { params });
    } else sayWhyNot(request, outcome);
    response.redirect(303, backOf(request));
  });
  return router;
}

function sayWhyNot(request: Request, refusal: Refusal): void {
  throwIfDenied(refusal);
  const { key, params = {} } = refusalPhrase(refusal);
  sayNext(request, key, { tone: 'error', params });
}

/** A timer is handled from any page, and leaves the reader there. */
function backOf(request: Request): string {
  const diagnosis = `/desk/tickets/${request.params.number}/diagnosis`;
  return localPath(typed(request, ['back']).back || diagnosis, diagnosis);
}

import { type Request, type Response, Router } from 'express';
import { correctTime } from '../../commands/correct-time.ts';
import { recordTime } from '../../commands/record-time.ts';
import { readTime } from '../../domain/diagnosis/typed-time.ts';
import { accept } from '../../domain/outcome.ts';
import { findTimeEntry } from '../../store/time-entries.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { showDiagnosis } from './diagnosis-page.ts';

const FIELDS = ['day', 'start', 'duration', 'work'] as const;

/** Time that is written down by hand, and corrections of what was (D1). */
export function timeRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('handle_requests');
  router.post('/desk/tickets/:number/time', agents, (request, response) =>
    record(deps, request, response),
  );
  router.post('/desk/tickets/:number/time/:id/correction', agents, (request, response) =>
    correct(deps, request, response),
  );
  return router;
}

async function record(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const user = signedInUser(request);
  const values = typed(request, FIELDS);
  const span = readTime(values, user.timeZone);
  const outcome = span.ok
    ? await deps.run(recordTime, user, { number, span: span.value, work: values.work })
    : span;
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return showDiagnosis(deps, request, response, { hand: formBack(response, values, outcome) });
  }
  sayNext(request, 'diagnosis.flash.recorded');
  response.redirect(303, `/desk/tickets/${number}/diagnosis#time_${outcome.value.entryId}`);
}

async function correct(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const user = signedInUser(request);
  const entryId = numberOf(request.params.id) ?? 0;
  const values = typed(request, FIELDS);
  const back = typed(request, ['to']).to === 'nothing';
  const entry = await findTimeEntry(deps.database, entryId);
  if (!entry) throw new PageError(404);
  const span = back ? accept(null) : readTime(values, user.timeZone, entry);
  const outcome = span.ok
    ? await deps.run(correctTime, user, { number, entryId, span: span.value, work: values.work })
    : span;
  if (outcome.ok) {
    sayNext(request, back ? 'diagnosis.flash.taken_back' : 'diagnosis.flash.corrected');
    return response.redirect(
      303,
      `/desk/tickets/${number}/diagnosis#time_${outcome.value.entryId}`,
    );
  }
  throwIfDenied(outcome);
  if (outcome.reason === 'already_corrected') {
    // the form would stand in an entry that is no longer shown as it was
    const { key } = refusalPhrase(outcome);
    sayNext(request, key, { tone: 'error' });
    return response.redirect(303, `/desk/tickets/${number}/diagnosis`);
  }
  const form = formBack(response, values, outcome);
  return showDiagnosis(deps, request, response, { correction: { entry: String(entryId), form } });
}

import { type Request, type Response, Router } from 'express';
import { recordServiceAccess } from '../../commands/record-service-access.ts';
import { recordFinding, recordTest } from '../../commands/record-step.ts';
import { requestCollaboration } from '../../commands/request-collaboration.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { instantOfLocal } from '../../domain/suspension/local-instant.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { uploadedFiles } from '../uploads.ts';
import { type DiagnosisForms, showDiagnosis } from './diagnosis-page.ts';

/** Steps of a diagnosis: tests, findings, accesses, and what is asked of the customer (4.3, D7). */
export function stepRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('handle_requests');
  const page = '/desk/tickets/:number/diagnosis';
  router.post(`${page}/tests`, agents, (request, response) => test(deps, request, response));
  router.post(`${page}/findings`, agents, (request, response) => finding(deps, request, response));
  router.post(`${page}/accesses`, agents, (request, response) => access(deps, request, response));
  router.post(`${page}/collaborations`, agents, (request, response) =>
    collaboration(deps, request, response),
  );
  return router;
}

async function test(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const fields = typed(request, ['test', 'wording', 'result', 'observed']);
  const files = uploadedFiles(request);
  const testId = fields.test === '' ? null : (numberOf(fields.test) ?? 0);
  const input = { ...fields, number, testId };
  const outcome = files.ok
    ? await deps.run(recordTest, signedInUser(request), { ...input, files: files.value })
    : files;
  const values = { ...fields, attachments: '' };
  await answer(deps, request, response, outcome, {
    said: 'diagnosis.steps.flash.test',
    back: () => ({ test: formBack(response, values, refusalOf(outcome)) }),
  });
}

async function finding(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const { found } = typed(request, ['found']);
  const files = uploadedFiles(request);
  const outcome = files.ok
    ? await deps.run(recordFinding, signedInUser(request), { number, found, files: files.value })
    : files;
  await answer(deps, request, response, outcome, {
    said: 'diagnosis.steps.flash.finding',
    back: () => ({ finding: formBack(response, { found, attachments: '' }, refusalOf(outcome)) }),
  });
}

async function access(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const user = signedInUser(request);
  const values = typed(request, ['service', 'started_at', 'ended_at', 'purpose']);
  const outcome = await deps.run(recordServiceAccess, user, {
    number,
    serviceId: values.service === '' ? null : (numberOf(values.service) ?? 0),
    startedAt: instantOfLocal(values.started_at, user.timeZone),
    endedAt: instantOfLocal(values.ended_at, user.timeZone),
    purpose: values.purpose,
  });
  await answer(deps, request, response, outcome, {
    said: 'diagnosis.steps.flash.access',
    back: () => ({ access: formBack(response, values, refusalOf(outcome)) }),
  });
}

async function collaboration(deps: HttpDeps, request: Request, response: Response) {
  const number = String(request.params.number);
  const values = typed(request, ['asked']);
  const input = { number, asked: values.asked };
  const outcome = await deps.run(requestCollaboration, signedInUser(request), input);
  await answer(deps, request, response, outcome, {
    said: 'diagnosis.steps.flash.collaboration',
    back: () => ({ collaboration: formBack(response, values, refusalOf(outcome)) }),
  });
}

type Refused = Extract<Outcome<unknown>, { ok: false }>;
const refusalOf = (outcome: Outcome<unknown>) => outcome as Refused;

async function answer(
  deps: HttpDeps,
  request: Request,
  response: Response,
  outcome: Outcome<{ stepId: number }>,
  { said, back }: { said: string; back: () => DiagnosisForms },
): Promise<void> {
  if (!outcome.ok) {
    throwIfDenied(outcome);
    return showDiagnosis(deps, request, response, back());
  }
  sayNext(request, said);
  const { number } = request.params;
  response.redirect(303, `/desk/tickets/${number}/diagnosis#step_${outcome.value.stepId}`);
}

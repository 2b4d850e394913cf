import { type Request, type Response, Router } from 'express';
import { sendContentNotice } from '../commands/send-content-notice.ts';
import { AUTHOR_CONTACTED, NOTICE_GROUNDS } from '../domain/conduct/content-notice.ts';
import { emptyForm } from '../views/models/common.ts';
import type { NoticePage } from '../views/models/conduct.ts';
import type { HttpDeps } from './deps.ts';
import { formBack, typed } from './forms.ts';
import { PageError } from './page-error.ts';
import { plainPage } from './pages.ts';
import { minutesToWait } from './public-form-limits.ts';
import type { RateLimits } from './rate-limits.ts';
import { actorFor, localeOf } from './reader.ts';

const LIMITS = { caller: 'notice_caller', address: 'notice_address' } as const;
const NUMBER = /^\d{4}-\d{6,12}$/;

/** Notices of illegal content, from anybody: no account, no contract (I5, LCEN art. 6). */
export function noticeRoutes(deps: HttpDeps, limits: RateLimits): Router {
  const router = Router();
  router.get('/notices/new', (request, response) => {
    const { user } = request;
    const form = emptyForm<keyof NoticePage['form']['values']>(
      user?.customerId ? { name: user.name, email: user.email } : {},
    );
    return showForm(deps, request, response, form);
  });

  router.post('/notices', (request, response) => send(deps, limits, request, response));

  router.get('/notices/sent', async (request, response) => {
    const { number } = request.query;
    if (typeof number !== 'string' || !NUMBER.test(number)) throw new PageError(404);
    await plainPage(deps, request, response, 'notices/sent', { number });
  });
  return router;
}

async function send(deps: HttpDeps, limits: RateLimits, request: Request, response: Response) {
  const values = typed(request, [
    'ground',
    'name',
    'email',
    'location',
    'description',
    'law',
    'author_contacted',
    'good_faith',
  ]);
  const ground = NOTICE_GROUNDS.find((known) => known === values.ground);
  const contacted = AUTHOR_CONTACTED.find((known) => known === values.author_contacted);
  const goodFaith = values.good_faith === 'yes';
  if (goodFaith && values.location.trim() !== '') {
    const minutes = await minutesToWait(limits, LIMITS, request.ip ?? '', values.email);
    if (minutes !== null) {
      const error = { key: 'notices.too_many', params: { count: minutes } };
      return showForm(deps, request, response.status(429), { values, errors: {}, error });
    }
  }

  const t = deps.views.translate(localeOf(request));
  const outcome = await deps.run(sendContentNotice, actorFor(request), {
    ground: ground ?? ('' as never),
    name: values.name,
    email: values.email,
    location: values.location,
    description: values.description,
    law: values.law,
    authorContacted: contacted ?? ('' as never),
    goodFaith,
    words: {
      subject: t('notices.subject', { ground: ground ? t(`notices.grounds.${ground}`) : '' }),
      nobody: t('notices.anonymous'),
      location: t('notices.location'),
      law: t('notices.law'),
      contacted: contacted
        ? `${t('notices.author_contacted')}\n${t(`notices.contacted.${contacted}`)}`
        : '',
    },
    locale: localeOf(request),
  });
  if (!outcome.ok) {
    return showForm(deps, request, response, formBack(response, values, outcome));
  }
  response.redirect(303, `/notices/sent?number=${outcome.value.number}`);
}

function showForm(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: NoticePage['form'],
): Promise<void> {
  return plainPage(deps, request, response, 'notices/new', { form, grounds: NOTICE_GROUNDS });
}

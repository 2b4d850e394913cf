import { Router } from 'express';
import { chooseLocale } from '../commands/choose-locale.ts';
import { isLocale } from '../views/locale.ts';
import { PREFERENCE_COOKIES } from '../views/preferences.ts';
import type { HttpDeps } from './deps.ts';
import { typed } from './forms.ts';
import { localPath } from './local-path.ts';
import { actorFor } from './reader.ts';
import { isHttps } from './session.ts';

const YEAR = 365 * 24 * 3600 * 1000;

/**
 * What readers choose for themselves. Kept in cookies, which scripts of ours may set as well; the
 * language of somebody signed in is its account's too, since mails are written in it.
 */
export function preferenceRoutes({ run, publicUrl }: HttpDeps): Router {
  return Router().post('/preferences', async (request, response) => {
    const chosen = typed(request, PREFERENCE_COOKIES);
    for (const name of PREFERENCE_COOKIES) {
      const value = chosen[name];
      if (!/^[a-z]{1,20}$/.test(value)) continue;
      response.cookie(name, value, {
        path: '/',
        maxAge: YEAR,
        sameSite: 'lax',
        secure: isHttps(publicUrl),
      });
    }
    if (request.user && isLocale(chosen.locale)) {
      await run(chooseLocale, actorFor(request), { locale: chosen.locale });
    }
    response.redirect(303, localPath(typed(request, ['back']).back));
  });
}

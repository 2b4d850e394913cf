import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Request, type Response, Router } from 'express';
import { connectMailAccount } from '../../commands/account-tokens.ts';
import type { MailAccount } from '../../domain/mail-account/mail-account.ts';
import { endpointsOf } from '../../domain/mail-account/oauth.ts';
import { findMailAccount } from '../../store/mail-accounts.ts';
import type { Phrase } from '../../views/models/common.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { refusalPhrase } from '../forms.ts';
import { allowed } from '../guards.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { ACCOUNT_LIST, accountIn, redirectUriOf, showAccount } from './mail-account-page.ts';

declare module 'express-session' {
  interface SessionData {
    /** The consent that this browser was sent to ask for. */
    consent: { accountId: number; state: string; verifier: string; until: number };
  }
}

/** A consent takes less, even with a password to be found. */
const TIME_TO_CONSENT = 15 * 60_000;

/**
 * The authorisation code grant (RFC 6749, 4.1) with PKCE (RFC 7636): an administrator is sent to the
 * provider, and comes back with a code. The `state` is kept in its session, good for one return.
 */
export function consentRoutes(deps: HttpDeps): Router {
  const router = Router();
  const administrators = allowed('edit_mail_accounts');

  // a link and no form: the page's policy lets forms lead nowhere else
  router.get(`${ACCOUNT_LIST}/:id/consent`, administrators, async (request, response) => {
    const account = await accountIn(deps, request);
    const state = randomBytes(32).toString('base64url');
    const verifier = randomBytes(32).toString('base64url');
    const address = consentAddress(deps, account, { state, verifier });
    if (!address) throw new PageError(404);
    const until = deps.clock().getTime() + TIME_TO_CONSENT;
    request.session.consent = { accountId: account.id, state, verifier, until };
    response.redirect(303, address);
  });

  router.get(`${ACCOUNT_LIST}/oauth/callback`, administrators, (request, response) =>
    cameBack(deps, request, response),
  );
  return router;
}

/** Where the administrator consents; null where the account isn't connected that way. */
function consentAddress(
  deps: HttpDeps,
  { oauth, userName }: MailAccount,
  { state, verifier }: { state: string; verifier: string },
): string | null {
  const endpoints = oauth?.grant === 'authorization_code' ? endpointsOf(oauth) : null;
  if (!oauth || !endpoints) return null;
  const address = new URL(endpoints.authorizeUrl);
  const asked = {
    response_type: 'code',
    client_id: oauth.clientId,
    redirect_uri: redirectUriOf(deps),
    scope: endpoints.scopes.join(' '),
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    login_hint: userName,
    ...endpoints.consent,
  };
  for (const [name, value] of Object.entries(asked)) address.searchParams.set(name, value);
  return address.href;
}

async function cameBack(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const { consent } = request.session;
  const { state, code, error } = request.query;
  if (!consent || !isSame(state, consent.state) || deps.clock().getTime() > consent.until) {
    sayNext(request, 'flash.consent_lost', { tone: 'error' });
    return response.redirect(303, ACCOUNT_LIST);
  }
  delete request.session.consent;
  const account = await findMailAccount(deps.database, consent.accountId);
  if (!account) throw new PageError(404);
  const refused = await connect(deps, request, account, {
    code: typeof code === 'string' ? code.slice(0, 5000) : null,
    verifier: consent.verifier,
    error: typeof error === 'string' ? error.replace(/[^\w.-]/g, '').slice(0, 60) : '',
  });
  if (refused) {
    response.status(422);
    return showAccount(deps, request, response, { account, error: refused });
  }
  sayNext(request, 'flash.account_connected', { params: { address: account.address } });
  response.redirect(303, `${ACCOUNT_LIST}/${account.id}`);
}

/** @returns why the account is not connected; null where it is */
async function connect(
  deps: HttpDeps,
  request: Request,
  account: MailAccount,
  { code, verifier, error }: { code: string | null; verifier: string; error: string },
): Promise<Phrase | null> {
  const failed = (said: string): Phrase => ({
    key: 'mail_accounts.consent_failed',
    params: { said: said || '?' },
  });
  if (code === null) return failed(error);
  const redirectUri = redirectUriOf(deps);
  const given = await deps.mailAccounts.exchangeCode(account, { code, verifier, redirectUri });
  if (!given.ok) return failed(given.said);
  const input = { accountId: account.id, tokens: given.tokens };
  const outcome = await deps.run(connectMailAccount, signedInUser(request), input);
  if (outcome.ok) return null;
  throwIfDenied(outcome);
  return refusalPhrase(outcome);
}

function isSame(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const [one, other] = [Buffer.from(given), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

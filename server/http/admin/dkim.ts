import { type Request, type Response, Router } from 'express';
import {
  dropSigningKey,
  enableSigningKey,
  makeSigningKey,
  sendingDomains,
} from '../../commands/dkim-keys.ts';
import { dkimRecordName } from '../../domain/mail/dkim-record.ts';
import type { Outcome } from '../../domain/outcome.ts';
import { dkimDomains } from '../../presenters/dkim-view.ts';
import { listDkimKeys } from '../../store/dkim-keys.ts';
import { listMailAccounts } from '../../store/mail-accounts.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { sayNext } from '../flash.ts';
import { refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';

const PATH = '/admin/dkim';

/** The keys that our mails are signed with: made here, published in DNS, used once found there. */
export function dkimRoutes(deps: HttpDeps): Router {
  const router = Router();
  const administrators = allowed('edit_mail_accounts');
  router.get(PATH, administrators, (request, response) => show(deps, request, response));

  router.post(PATH, administrators, async (request, response) => {
    const { domain } = typed(request, ['domain']);
    const outcome = await deps.run(makeSigningKey, signedInUser(request), { domain });
    answer(request, response, outcome, 'outgoing.flash.key_made', domain);
  });

  router.post(`${PATH}/check`, administrators, async (request, response) => {
    const named = typed(request, ['domain', 'selector']);
    const known = await listDkimKeys(deps.database);
    const key = known.find((one) => one.domain === named.domain && one.selector === named.selector);
    // only names of ours are asked for
    const records = key ? await deps.resolveTexts(dkimRecordName(key)) : [];
    if (records === null) {
      sayNext(request, 'outgoing.flash.key_unanswered', { tone: 'error' });
      return response.redirect(303, PATH);
    }
    const input = { ...named, records };
    const outcome = await deps.run(enableSigningKey, signedInUser(request), input);
    answer(request, response, outcome, 'outgoing.flash.key_enabled', named.domain);
  });

  router.post(`${PATH}/drop`, administrators, async (request, response) => {
    const named = typed(request, ['domain', 'selector']);
    const outcome = await deps.run(dropSigningKey, signedInUser(request), named);
    answer(request, response, outcome, 'outgoing.flash.key_dropped', named.domain);
  });
  return router;
}

async function show(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const { database, mailAddress } = deps;
  const [keys, accounts] = await Promise.all([listDkimKeys(database), listMailAccounts(database)]);
  const addresses = [mailAddress, ...accounts.map(({ address }) => address)];
  const domains = sendingDomains([...addresses, ...keys.map(({ domain }) => domain)]);
  await deskPage(deps, request, response, { section: 'dkim' }, 'dkim/index', {
    domains: dkimDomains(domains, addresses, keys),
  });
}

function answer(
  request: Request,
  response: Response,
  outcome: Outcome<unknown>,
  said: string,
  domain: string,
): void {
  if (outcome.ok) sayNext(request, said, { params: { domain } });
  else {
    throwIfDenied(outcome);
    const { key, params = {} } = refusalPhrase(outcome);
    sayNext(request, key, { tone: 'error', params });
  }
  response.redirect(303, PATH);
}

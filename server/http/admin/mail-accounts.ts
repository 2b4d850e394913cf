import { type Request, type Response, Router } from 'express';
import { saveMailAccount, setMailAccountUse } from '../../commands/save-mail-account.ts';
import { accountState } from '../../domain/mail-account/account-state.ts';
import type { MailAccount } from '../../domain/mail-account/mail-account.ts';
import { OAUTH_PROVIDERS } from '../../domain/mail-account/oauth.ts';
import { newAccountOf } from '../../domain/mail-account/presets.ts';
import { listSecretNames } from '../../store/mail-account-secrets.ts';
import { listAccountMailboxes, listMailAccounts } from '../../store/mail-accounts.ts';
import { listTeams } from '../../store/teams.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { throwIfDenied } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { consentRoutes } from './mail-account-consent.ts';
import {
  ACCOUNT_LIST,
  accountIn,
  MAIL_ACCOUNTS,
  showAccount,
  typedAccount,
} from './mail-account-page.ts';

/** The provider's addresses besides the environment's: where they are read, by what they send. */
export function mailAccountRoutes(deps: HttpDeps): Router {
  const router = Router();
  const administrators = allowed('edit_mail_accounts');
  router.get(ACCOUNT_LIST, administrators, (request, response) =>
    showAccounts(deps, request, response),
  );

  router.get(`${ACCOUNT_LIST}/new`, administrators, async (request, response) => {
    const provider = OAUTH_PROVIDERS.find((known) => known === request.query.provider);
    if (provider) {
      const form = emptyForm(newAccountOf(provider));
      return showAccount(deps, request, response, { account: null, form });
    }
    const model = { providers: OAUTH_PROVIDERS };
    await deskPage(deps, request, response, MAIL_ACCOUNTS, 'mail_accounts/new', model);
  });
  router.post(ACCOUNT_LIST, administrators, (request, response) =>
    submitted(deps, request, response, null),
  );

  router.get(`${ACCOUNT_LIST}/:id`, administrators, async (request, response) => {
    await showAccount(deps, request, response, { account: await accountIn(deps, request) });
  });
  router.post(`${ACCOUNT_LIST}/:id`, administrators, async (request, response) =>
    submitted(deps, request, response, await accountIn(deps, request)),
  );

  router.post(`${ACCOUNT_LIST}/:id/trial`, administrators, async (request, response) => {
    const account = await accountIn(deps, request);
    const trials = await deps.mailAccounts.tryAccount(account);
    // read again: what its token endpoint said just now is part of how it stands
    await showAccount(deps, request, response, { account: await accountIn(deps, request), trials });
  });

  // a trial is shown in the place of the page: whoever asks for its address again is led back
  router.get(`${ACCOUNT_LIST}/:id/trial`, administrators, async (request, response) => {
    const { id } = await accountIn(deps, request);
    response.redirect(303, `${ACCOUNT_LIST}/${id}`);
  });

  router.post(`${ACCOUNT_LIST}/:id/use`, administrators, async (request, response) => {
    const account = await accountIn(deps, request);
    const enabled = typed(request, ['enabled']).enabled === 'yes';
    const input = { accountId: account.id, enabled };
    const outcome = await deps.run(setMailAccountUse, signedInUser(request), input);
    if (!outcome.ok) throwIfDenied(outcome);
    sayNext(request, enabled ? 'flash.account_enabled' : 'flash.account_disabled', {
      params: { address: account.address },
    });
    response.redirect(303, ACCOUNT_LIST);
  });
  return router.use(consentRoutes(deps));
}

async function submitted(
  deps: HttpDeps,
  request: Request,
  response: Response,
  account: MailAccount | null,
): Promise<void> {
  const values = typedAccount(request);
  const secrets = typed(request, ['password', 'client_secret']);
  const outcome = await deps.run(saveMailAccount, signedInUser(request), {
    ...values,
    ...secrets,
    accountId: account?.id ?? null,
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    // what is secret is never sent back
    const form = formBack(response, { ...values, password: '', client_secret: '' }, outcome);
    return showAccount(deps, request, response, { account, form });
  }
  sayNext(request, 'flash.account_saved');
  response.redirect(303, `${ACCOUNT_LIST}/${outcome.value.accountId}`);
}

async function showAccounts(deps: HttpDeps, request: Request, response: Response) {
  const { database, mailAddress } = deps;
  const [accounts, secrets, mailboxes, teams] = await Promise.all([
    listMailAccounts(database),
    listSecretNames(database),
    listAccountMailboxes(database),
    listTeams(database),
  ]);
  await deskPage(deps, request, response, MAIL_ACCOUNTS, 'mail_accounts/index', {
    environment: mailAddress,
    rows: accounts.map((account) => {
      const { id, address, senderName, teamId, imap, smtp, oauthError } = account;
      const mailbox = mailboxes.get(id) ?? null;
      const state = accountState(account, secrets.get(id) ?? new Set(), mailbox);
      return {
        id: String(id),
        address,
        senderName,
        team: teams.find((team) => team.id === teamId)?.name ?? null,
        receives: imap?.host ?? null,
        sends: smtp?.host ?? null,
        state,
        said: saidOf(state, oauthError, mailbox?.lastError ?? null),
        lastContactAt: mailbox?.lastContactAt ?? null,
      };
    }),
  });
}

function saidOf(state: string, refused: string | null, failed: string | null): string | null {
  if (state === 'refused') return refused;
  return state === 'failing' ? failed : null;
}

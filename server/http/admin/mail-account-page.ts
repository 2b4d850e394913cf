import type { Request, Response } from 'express';
import { accountState, needsConsent } from '../../domain/mail-account/account-state.ts';
import type { MailAccount } from '../../domain/mail-account/mail-account.ts';
import { OAUTH_GRANTS, OAUTH_PROVIDERS } from '../../domain/mail-account/oauth.ts';
import { accountAsTyped } from '../../domain/mail-account/presets.ts';
import { ACCOUNT_FIELDS, type TypedAccount } from '../../domain/mail-account/read-account.ts';
import type { Trial } from '../../domain/mail-account/trial.ts';
import { listSecretNames } from '../../store/mail-account-secrets.ts';
import { findMailAccount, listAccountMailboxes } from '../../store/mail-accounts.ts';
import { listTeams } from '../../store/teams.ts';
import { emptyForm, type Phrase } from '../../views/models/common.ts';
import type { MailAccountPage } from '../../views/models/mail-accounts.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { typed } from '../forms.ts';
import { numberOf } from '../numbers.ts';
import { PageError } from '../page-error.ts';

export const ACCOUNT_LIST = '/admin/mail-accounts';
export const MAIL_ACCOUNTS = { section: 'mail-accounts' } as const;

/** Where a provider sends people back, once they consented. */
export function redirectUriOf({ publicUrl }: Pick<HttpDeps, 'publicUrl'>): string {
  return `${publicUrl}${ACCOUNT_LIST}/oauth/callback`;
}

/** The account that the address names. */
export async function accountIn({ database }: HttpDeps, request: Request): Promise<MailAccount> {
  const id = numberOf(request.params.id);
  const account = id === null ? null : await findMailAccount(database, id);
  if (!account) throw new PageError(404);
  return account;
}

/** The form as it was sent. */
export function typedAccount(request: Request): TypedAccount {
  return typed(request, ACCOUNT_FIELDS);
}

type Shown = {
  account: MailAccount | null;
  form?: MailAccountPage['form'];
  error?: Phrase;
  trials?: readonly Trial[];
};

/** An account's page: what it is made of, how it stands, what came of trying it. */
export async function showAccount(
  deps: HttpDeps,
  request: Request,
  response: Response,
  { account, form, error, trials }: Shown,
): Promise<void> {
  const [teams, secrets, mailboxes] = await Promise.all([
    listTeams(deps.database),
    listSecretNames(deps.database),
    listAccountMailboxes(deps.database),
  ]);
  const kept = secrets.get(account?.id ?? 0) ?? new Set();
  const mailbox = mailboxes.get(account?.id ?? 0) ?? null;
  const shown: MailAccountPage['form'] = form ?? emptyForm(account ? accountAsTyped(account) : {});
  const { provider: given } = shown.values;
  const provider = OAUTH_PROVIDERS.find((known) => known === given) ?? 'custom';
  const state = account && accountState(account, kept, mailbox);
  await deskPage(deps, request, response, MAIL_ACCOUNTS, 'mail_accounts/edit', {
    account: account &&
      state && {
        id: String(account.id),
        address: account.address,
        enabled: account.enabled,
        state,
        said: state === 'refused' ? account.oauthError : (mailbox?.lastError ?? null),
      },
    action: account ? `${ACCOUNT_LIST}/${account.id}` : ACCOUNT_LIST,
    provider,
    form: error ? { ...shown, error } : shown,
    teams: teams.map(({ id, name }) => ({ value: String(id), label: name })),
    grants: provider === 'google' ? ['authorization_code'] : OAUTH_GRANTS,
    kept: { password: kept.has('password'), clientSecret: kept.has('client_secret') },
    redirectUri: redirectUriOf(deps),
    consent: {
      asked: account?.oauth?.grant === 'authorization_code',
      given: account !== null && !needsConsent(account, kept),
    },
    trials: trials ?? null,
  });
}

import type { MailAccount } from './mail-account.ts';
import type { OAuthProvider } from './oauth.ts';
import { ACCOUNT_FIELDS, type TypedAccount } from './read-account.ts';

const EMPTY = Object.fromEntries(ACCOUNT_FIELDS.map((field) => [field, ''])) as TypedAccount;

/** What is known of each provider's servers; the rest is for the administrator to type. */
const PRESETS: Readonly<Record<OAuthProvider, Partial<TypedAccount>>> = {
  microsoft: {
    imap_host: 'outlook.office365.com',
    imap_port: '993',
    imap_tls: 'tls',
    smtp_host: 'smtp.office365.com',
    smtp_port: '587',
    smtp_tls: 'starttls',
    auth: 'oauth',
  },
  google: {
    imap_host: 'imap.gmail.com',
    imap_port: '993',
    imap_tls: 'tls',
    smtp_host: 'smtp.gmail.com',
    smtp_port: '465',
    smtp_tls: 'tls',
    auth: 'oauth',
  },
  custom: { imap_tls: 'tls', smtp_tls: 'starttls', auth: 'password' },
};

/** A new account of a provider, as the form begins. */
export function newAccountOf(provider: OAuthProvider): TypedAccount {
  const usual = { imap_folder: 'INBOX', grant: 'authorization_code', provider };
  return { ...EMPTY, ...usual, ...PRESETS[provider] };
}

/** An account as the form shows it. */
export function accountAsTyped(account: MailAccount): TypedAccount {
  const { imap, smtp, oauth } = account;
  const wayOf = (tls: boolean | undefined) => (tls === false ? 'starttls' : 'tls');
  return {
    address: account.address,
    sender_name: account.senderName,
    team: account.teamId === null ? '' : String(account.teamId),
    imap_host: imap?.host ?? '',
    imap_port: imap ? String(imap.port) : '',
    imap_tls: wayOf(imap?.tls),
    imap_folder: imap?.folder ?? 'INBOX',
    smtp_host: smtp?.host ?? '',
    smtp_port: smtp ? String(smtp.port) : '',
    smtp_tls: wayOf(smtp?.tls),
    user_name: account.userName,
    auth: account.auth,
    provider: oauth?.provider ?? providerOf(account),
    grant: oauth?.grant ?? 'authorization_code',
    client_id: oauth?.clientId ?? '',
    tenant: oauth?.tenant ?? '',
    authorize_url: oauth?.authorizeUrl ?? '',
    token_url: oauth?.tokenUrl ?? '',
    scopes: oauth?.scopes?.join('\n') ?? '',
  };
}

/** Whose servers they are, where a password signs in. */
function providerOf({ imap, smtp }: MailAccount): OAuthProvider {
  const hosts = [imap?.host, smtp?.host];
  const known = (['microsoft', 'google'] as const).find((provider) =>
    hosts.some(
      (host) => host === PRESETS[provider].imap_host || host === PRESETS[provider].smtp_host,
    ),
  );
  return known ?? 'custom';
}

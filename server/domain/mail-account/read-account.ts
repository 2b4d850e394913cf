import { accept, type Outcome, refuse } from '../outcome.ts';
import { cleanLine, cleanText, readField } from '../text-field.ts';
import { readAddress } from '../user/email-address.ts';
import type { ImapPlace, MailAccount, SmtpPlace } from './mail-account.ts';
import { OAUTH_GRANTS, OAUTH_PROVIDERS, type OAuthSettings } from './oauth.ts';
import { isLoopback } from './secure-place.ts';

/** A mail account as somebody typed it, each field a text. */
export type TypedAccount = Record<(typeof ACCOUNT_FIELDS)[number], string>;

export const ACCOUNT_FIELDS = [
  'address',
  'sender_name',
  'team',
  'imap_host',
  'imap_port',
  'imap_tls',
  'imap_folder',
  'smtp_host',
  'smtp_port',
  'smtp_tls',
  'user_name',
  'auth',
  'provider',
  'grant',
  'client_id',
  'tenant',
  'authorize_url',
  'token_url',
  'scopes',
] as const;

/** What was typed, read; the team is for the command to find. */
export type ReadAccount = Omit<
  MailAccount,
  'id' | 'teamId' | 'oauthError' | 'enabled' | 'createdAt' | 'updatedAt'
>;

/** Reads what was typed of a mail account: where its mail comes in and leaves, and who signs in. */
export function readAccount(typed: TypedAccount): Outcome<ReadAccount> {
  const address = readAddress(typed.address, 'address');
  if (!address.ok) return address;
  // its plus part is where our own tokens go
  if (address.value.includes('+')) return refuse('invalid_email', { field: 'address' });
  const senderName = readField('sender_name', typed.sender_name, { max: 200, line: true });
  if (!senderName.ok) return senderName;
  const imap = readImap(typed);
  if (!imap.ok) return imap;
  const smtp = readServer('smtp', typed, { tls: 465, plain: 587 });
  if (!smtp.ok) return smtp;
  if (imap.value === null && smtp.value === null) {
    return refuse('neither_way', { field: 'imap_host' });
  }
  const userName = readField('user_name', typed.user_name || address.value, {
    max: 254,
    line: true,
  });
  if (!userName.ok) return userName;
  const places = { address: address.value, senderName: senderName.value, imap: imap.value };
  const account = { ...places, smtp: smtp.value, userName: userName.value };
  if (typed.auth === 'password') return accept({ ...account, auth: 'password', oauth: null });
  if (typed.auth !== 'oauth') return refuse('invalid_choice', { field: 'auth' });
  const oauth = readOAuth(typed);
  return oauth.ok ? accept({ ...account, auth: 'oauth', oauth: oauth.value }) : oauth;
}

function readImap(typed: TypedAccount): Outcome<ImapPlace | null> {
  const server = readServer('imap', typed, { tls: 993, plain: 143 });
  if (!server.ok || server.value === null) return server as Outcome<null>;
  const folder = readField('imap_folder', typed.imap_folder || 'INBOX', { max: 200, line: true });
  return folder.ok ? accept({ ...server.value, folder: folder.value }) : folder;
}

const HOST = /^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$|^\[?[0-9a-f:.]*:[0-9a-f:.]*\]?$/i;

function readServer(
  of: 'imap' | 'smtp',
  typed: TypedAccount,
  usual: { tls: number; plain: number },
): Outcome<SmtpPlace | null> {
  const host = cleanLine(typed[`${of}_host`]).toLowerCase();
  if (host === '') return accept(null);
  if (host.length > 253 || !HOST.test(host)) return refuse('not_a_host', { field: `${of}_host` });
  const wanted = typed[`${of}_tls`];
  if (wanted !== 'tls' && wanted !== 'starttls') {
    return refuse('invalid_choice', { field: `${of}_tls` });
  }
  const tls = wanted === 'tls';
  const given = typed[`${of}_port`].trim();
  const port = given === '' ? (tls ? usual.tls : usual.plain) : Number(given);
  if (!/^\d{0,5}$/.test(given) || port < 1 || port > 65_535) {
    return refuse('port_out_of_range', { field: `${of}_port` });
  }
  return accept({ host: host.replace(/^\[(.*)\]$/, '$1'), port, tls });
}

function readOAuth(typed: TypedAccount): Outcome<OAuthSettings> {
  const provider = OAUTH_PROVIDERS.find((known) => known === typed.provider);
  if (!provider) return refuse('invalid_choice', { field: 'provider' });
  const grant = OAUTH_GRANTS.find((known) => known === typed.grant);
  // Google has it for its own service accounts only
  if (!grant || (provider === 'google' && grant === 'client_credentials')) {
    return refuse('invalid_choice', { field: 'grant' });
  }
  const clientId = readField('client_id', typed.client_id, { max: 500, line: true });
  if (!clientId.ok) return clientId;
  const known = { provider, grant, clientId: clientId.value };
  const none = { tenant: null, authorizeUrl: null, tokenUrl: null, scopes: null };
  if (provider === 'google') return accept({ ...known, ...none });
  if (provider === 'microsoft') {
    const tenant = cleanLine(typed.tenant);
    // an application that asks by itself asks in one directory
    if (tenant === '' && grant === 'client_credentials') {
      return refuse('required', { field: 'tenant' });
    }
    if (!/^[a-z0-9.-]{0,100}$/i.test(tenant)) return refuse('invalid_choice', { field: 'tenant' });
    return accept({ ...known, ...none, tenant: tenant || null });
  }
  const authorizeUrl =
    grant === 'authorization_code' ? readUrl('authorize_url', typed.authorize_url) : accept(null);
  if (!authorizeUrl.ok) return authorizeUrl;
  const tokenUrl = readUrl('token_url', typed.token_url);
  if (!tokenUrl.ok) return tokenUrl;
  const scopes = cleanText(typed.scopes).split(/\s+/).filter(Boolean);
  if (scopes.join(' ').length > 1000) {
    return refuse('too_long', { field: 'scopes', details: { max: 1000 } });
  }
  const urls = { authorizeUrl: authorizeUrl.value, tokenUrl: tokenUrl.value };
  return accept({ ...known, tenant: null, ...urls, scopes });
}

/** Secrets travel there: https, but on this machine. */
function readUrl(field: string, typed: string): Outcome<string> {
  const text = cleanLine(typed);
  if (text === '') return refuse('required', { field });
  if (text.length > 1000) return refuse('too_long', { field, details: { max: 1000 } });
  if (!URL.canParse(text)) return refuse('not_https', { field });
  const url = new URL(text);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  const bare = url.username === '' && url.password === '' && url.hash === '';
  return safe && bare ? accept(url.href) : refuse('not_https', { field });
}

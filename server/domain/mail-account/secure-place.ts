import type { MailAccount } from './mail-account.ts';

/** Whether a host is this machine: nobody listens on the way. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1').toLowerCase();
  return bare === 'localhost' || bare === '::1' || /^127(\.\d{1,3}){3}$/.test(bare);
}

type Led = Pick<MailAccount, 'imap' | 'smtp' | 'userName' | 'auth' | 'oauth'>;

/**
 * Whether an account now leads to somewhere, or to somebody, else. What signed in before is then
 * forgotten: otherwise whoever edits an account could have its secrets sent to a server of theirs.
 */
export function leadsElsewhere(before: Led, after: Led): boolean {
  return JSON.stringify(leading(before)) !== JSON.stringify(leading(after));
}

function leading({ imap, smtp, userName, auth, oauth }: Led) {
  return [
    imap?.host,
    imap?.port,
    imap?.tls,
    smtp?.host,
    smtp?.port,
    smtp?.tls,
    userName,
    auth,
  ].concat(
    oauth
      ? [
          oauth.provider,
          oauth.grant,
          oauth.clientId,
          oauth.tenant,
          oauth.authorizeUrl,
          oauth.tokenUrl,
          oauth.scopes?.join(' '),
        ].map((part) => part ?? undefined)
      : [],
  );
}

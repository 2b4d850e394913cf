import type { AccountSecret, MailAccount } from './mail-account.ts';
import { NOT_CONNECTED } from './not-connected.ts';

/** How an account stands, the worst thing first. */
export type AccountState = 'disabled' | 'to_connect' | 'refused' | 'failing' | 'unread' | 'working';

/** What its mailbox was last found to be; null where nobody looked yet. */
export type MailboxSeen = {
  readonly lastContactAt: Date | null;
  readonly lastError: string | null;
};

/**
 * How an account stands, by what is kept of it: out of use, without a consent, refused by its token
 * endpoint, its mailbox failing or not yet looked into, or working.
 */
export function accountState(
  account: Pick<MailAccount, 'enabled' | 'imap' | 'oauth' | 'oauthError'>,
  secrets: ReadonlySet<AccountSecret>,
  mailbox: MailboxSeen | null,
): AccountState {
  if (!account.enabled) return 'disabled';
  if (needsConsent(account, secrets)) return 'to_connect';
  if (account.oauthError !== null && account.oauthError !== NOT_CONNECTED) return 'refused';
  if (account.imap === null) return 'working';
  if (mailbox?.lastError) return 'failing';
  return mailbox?.lastContactAt ? 'working' : 'unread';
}

/** Whether somebody has to consent before the account can be used. */
export function needsConsent(
  { oauth }: Pick<MailAccount, 'oauth'>,
  secrets: ReadonlySet<AccountSecret>,
): boolean {
  return oauth?.grant === 'authorization_code' && !secrets.has('refresh_token');
}

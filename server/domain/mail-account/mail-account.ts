import type { OAuthSettings } from './oauth.ts';

/** Where an account's mail is taken from. */
export type ImapPlace = {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS, which is insisted upon but on this machine. */
  readonly tls: boolean;
  readonly folder: string;
};

/** Where an account's mail leaves. */
export type SmtpPlace = Omit<ImapPlace, 'folder'>;

export const ACCOUNT_AUTHS = ['password', 'oauth'] as const;
export type AccountAuth = (typeof ACCOUNT_AUTHS)[number];

/** What is kept sealed of an account, by name. */
export const ACCOUNT_SECRETS = [
  'password',
  'client_secret',
  'refresh_token',
  'access_token',
] as const;
export type AccountSecret = (typeof ACCOUNT_SECRETS)[number];

/** One of the provider's addresses besides the environment's; one of its places may be missing. */
export type MailAccount = {
  readonly id: number;
  /** In its normal form, without a plus part. */
  readonly address: string;
  /** The name that mails from it are sent under. */
  readonly senderName: string;
  /** The team whose mails leave by it. */
  readonly teamId: number | null;
  readonly imap: ImapPlace | null;
  readonly smtp: SmtpPlace | null;
  readonly userName: string;
  readonly auth: AccountAuth;
  /** Null where a password signs in. */
  readonly oauth: OAuthSettings | null;
  /** What its token endpoint last refused with; null once it gave a token. */
  readonly oauthError: string | null;
  readonly enabled: boolean;
  readonly createdAt: Date;
  /** When somebody last changed it, or connected it anew. */
  readonly updatedAt: Date;
};

/** How logs, leases and received messages name the mailbox of an account. */
export function accountMailboxName({ id }: Pick<MailAccount, 'id'>): string {
  return `account:${id}`;
}

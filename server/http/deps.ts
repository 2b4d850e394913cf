import type { Clock } from '../clock.ts';
import type { GivenTokens } from '../commands/account-tokens.ts';
import type { Run } from '../commands/command.ts';
import type { ResolveTexts } from '../dns.ts';
import type { MailAccount } from '../domain/mail-account/mail-account.ts';
import type { Trial } from '../domain/mail-account/trial.ts';
import type { Log } from '../log.ts';
import type { Database } from '../store/connect.ts';
import type { DemoLogin } from '../views/models/accounts.ts';
import type { Views } from '../views/views.ts';
import type { Assets } from './assets.ts';

/** What the pages need of the rest of the product. The entry files put it together. */
export type HttpDeps = {
  readonly database: Database;
  readonly run: Run;
  readonly clock: Clock;
  readonly views: Views;
  readonly assets: Pick<Assets, 'handle'>;
  readonly log: Log;
  /** What stands in DNS at a name. */
  readonly resolveTexts: ResolveTexts;
  /** Where people reach the desk: an origin. Links are made from it, never from a Host header. */
  readonly publicUrl: string;
  readonly secret: string;
  /** What it was before: opens what was sealed with it. */
  readonly previousSecrets: readonly string[];
  /** The address that people write to. */
  readonly mailAddress: string;
  /** How many reverse proxies stand before this process and may say who the caller is. */
  readonly trustedProxies: number;
  /** Nothing sends mail: it is captured, and staff read it in the browser. Never in production. */
  readonly mailIsCaptured: boolean;
  /** Where mail comes from besides the accounts: the environment's mailboxes, and the receiver. */
  readonly mailboxes: { readonly names: readonly string[]; readonly receiver: string | null };
  /** Asks the servers of mail accounts: whether they let us in, and for a consent's tokens. */
  readonly mailAccounts: {
    tryAccount(account: MailAccount): Promise<readonly Trial[]>;
    exchangeCode(
      account: MailAccount,
      consent: { code: string; verifier: string; redirectUri: string },
    ): Promise<{ ok: true; tokens: GivenTokens } | { ok: false; said: string }>;
  };
  /** Cuts what stays open beside the pages: the sockets of a session, or of a user, that ended. */
  readonly live: { endSession(sessionId: string): void; endUser(userId: number): void };
  /** Accounts offered on the sign-in page of a demonstration; none in production. */
  readonly demoLogins: readonly DemoLogin[];
};

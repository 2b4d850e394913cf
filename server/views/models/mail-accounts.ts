import type { AccountState } from '../../domain/mail-account/account-state.ts';
import type { OAuthGrant, OAuthProvider } from '../../domain/mail-account/oauth.ts';
import type { TypedAccount } from '../../domain/mail-account/read-account.ts';
import type { Trial } from '../../domain/mail-account/trial.ts';
import type { Choice, Form } from './common.ts';

export interface MailAccountsPage {
  /** The address of the environment, which every mail leaves by that has no account's. */
  environment: string;
  rows: {
    id: string;
    address: string;
    senderName: string;
    team: string | null;
    /** The server it is read from; null where it only sends. */
    receives: string | null;
    /** The server it sends by; null for the environment's. */
    sends: string | null;
    state: AccountState;
    /** What a server said, where it says why. */
    said: string | null;
    lastContactAt: Date | null;
  }[];
}

export type AccountField = keyof TypedAccount | 'password' | 'client_secret';

export interface MailAccountPage {
  /** Null while it is new. */
  account: {
    id: string;
    address: string;
    enabled: boolean;
    state: AccountState;
    said: string | null;
  } | null;
  action: string;
  provider: OAuthProvider;
  form: Form<AccountField>;
  teams: Choice[];
  grants: readonly OAuthGrant[];
  /** Which secrets are kept: left empty, they stay. */
  kept: { password: boolean; clientSecret: boolean };
  /** Where the provider sends people back, to be registered there. */
  redirectUri: string;
  /** Whether it is connected by somebody's consent, and whether it has been. */
  consent: { asked: boolean; given: boolean };
  /** What came of trying it just now; null where nobody tried. */
  trials: readonly Trial[] | null;
}

/** Where a new account begins: whose servers they are. */
export interface NewMailAccountPage {
  providers: readonly OAuthProvider[];
}

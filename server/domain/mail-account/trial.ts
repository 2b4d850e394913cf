/** What keeps an account from being used, as far as an attempt shows. */
export type TrialFault =
  | 'not_connected'
  | 'token'
  | 'no_secret'
  | 'unknown_host'
  | 'unreachable'
  | 'slow'
  | 'tls'
  | 'sign_in'
  | 'folder'
  | 'other';

/** What came of trying one of an account's ways. */
export type Trial = TrialSuccess | TrialFailure;

type Tried = { readonly way: 'imap' | 'smtp'; readonly server: string };

type TrialSuccess = Tried & {
  readonly ok: true;
  /** Messages in the folder; null for SMTP. */
  readonly held: number | null;
};

type TrialFailure = Tried & {
  readonly ok: false;
  readonly fault: TrialFault;
  /** The server's own words. */
  readonly said: string;
};

import type { Run } from '../../server/commands/command.ts';
import type { MailAccount } from '../../server/domain/mail-account/mail-account.ts';
import type { Database } from '../../server/store/connect.ts';
import { type AccessTokens, createAccessTokens } from '../oauth/access-tokens.ts';
import { type OpenSecrets, openSecretsWith } from './open-secrets.ts';

/** How a mail server is told who asks: by a password, or by a token that ends. */
export type SignIn = { pass: string } | { accessToken: string };

export type KeyRing = AccessTokens & {
  /** The account's password. Throws where there is none that opens. */
  passwordOf(account: Pick<MailAccount, 'id'>): Promise<string>;
  /**
   * What signs in to an account now.
   *
   * @param refused the token that the server would not take
   */
  signInOf(account: Pick<MailAccount, 'id' | 'auth'>, refused?: string | null): Promise<SignIn>;
};

export type KeyRingParts = {
  run: Run;
  database: Database;
  clock: () => Date;
  /** The installation's secret, then what it was before. */
  keys: readonly string[];
};

/** Holds what signs in to mail accounts: opened when it is needed, renewed before it ends. */
export function createKeyRing({ keys, ...parts }: KeyRingParts): KeyRing {
  const openSecrets: OpenSecrets = openSecretsWith(parts.database, keys);
  const { tokenFor } = createAccessTokens({ ...parts, openSecrets });

  async function passwordOf({ id }: Pick<MailAccount, 'id'>): Promise<string> {
    const password = (await openSecrets(id)).get('password')?.text;
    if (password === undefined) throw new NoSecret('The account’s password cannot be opened');
    return password;
  }

  return {
    tokenFor,
    passwordOf,
    async signInOf(account, refused = null) {
      if (account.auth === 'password') return { pass: await passwordOf(account) };
      return { accessToken: await tokenFor(account.id, refused) };
    },
  };
}

/** What signs in is not there, or was sealed with a secret that is not known any more. */
export class NoSecret extends Error {
  override name = 'NoSecret';
}

import type { MailAccount } from '../../server/domain/mail-account/mail-account.ts';
import { isLoopback } from '../../server/domain/mail-account/secure-place.ts';
import type { KeyRing } from '../accounts/key-ring.ts';

const SECOND = 1000;
/** All of them end before the lease of a claimed mail does (five minutes). */
export const SMTP_LIMITS = {
  connectionTimeout: 30 * SECOND,
  greetingTimeout: 30 * SECOND,
  socketTimeout: 120 * SECOND,
};

/** How an account's server is reached, and told who sends. Throws where nothing can sign in. */
export async function smtpSettingsOf(
  account: MailAccount,
  keys: Pick<KeyRing, 'passwordOf' | 'tokenFor'>,
) {
  const { id, userName: user, auth, smtp } = account;
  if (!smtp) throw new Error('The account has no server to send by');
  const { host, port, tls } = smtp;
  return {
    host,
    port,
    secure: tls,
    requireTLS: !tls && !isLoopback(host),
    auth:
      auth === 'password'
        ? { user, pass: await keys.passwordOf(account) }
        : tokenAuth(id, user, keys),
    ...SMTP_LIMITS,
  };
}

function tokenAuth(accountId: number, user: string, keys: Pick<KeyRing, 'tokenFor'>) {
  let last: string | null = null;
  const provisionCallback = (
    _user: string,
    renew: boolean,
    done: (error: Error | null, token?: string, expires?: number) => void,
  ) => {
    keys.tokenFor(accountId, renew ? last : null).then(
      (token) => {
        last = token;
        // long over for the library, so that each connection asks: it is kept here, not there
        done(null, token, 1);
      },
      (error: Error) => done(error),
    );
  };
  return { type: 'OAuth2' as const, user, provisionCallback };
}

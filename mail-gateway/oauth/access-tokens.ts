import { setTimeout as sleep } from 'node:timers/promises';
import {
  failAccountTokens,
  type GivenTokens,
  leaseAccountTokens,
  renewAccountTokens,
} from '../../server/commands/account-tokens.ts';
import type { Run } from '../../server/commands/command.ts';
import type { MailAccount } from '../../server/domain/mail-account/mail-account.ts';
import { NOT_CONNECTED } from '../../server/domain/mail-account/not-connected.ts';
import type { Database } from '../../server/store/connect.ts';
import { findMailAccount } from '../../server/store/mail-accounts.ts';
import type { OpenSecrets } from '../accounts/open-secrets.ts';
import { askTokens, OAuthRefused, type TokenRequest } from './token-endpoint.ts';

const TOKEN_ACTOR = { kind: 'system', name: 'delivery' } as const;
/** How often, and how many times, one looks for a token that another process is asking for. */
const LOOK_EVERY = 250;
const LOOKS = 80;
/** How many times what was given is tried to be kept. */
const KEEPS = 5;

export type AccessTokens = {
  /**
   * An access token that is good for a while.
   *
   * @param refused the token that a server would not take: another is asked for
   * @throws {OAuthRefused} where somebody has to connect the account, or mend its settings
   */
  tokenFor(accountId: number, refused?: string | null): Promise<string>;
};

/**
 * Hands out the access tokens of mail accounts, and asks for the next before one ends. Of several
 * processes one asks, under a lease; the others wait for what it got.
 */
export function createAccessTokens({
  run,
  database,
  openSecrets,
  clock,
}: {
  run: Run;
  database: Database;
  openSecrets: OpenSecrets;
  clock: () => Date;
}): AccessTokens {
  async function tokenFor(accountId: number, refused: string | null = null): Promise<string> {
    for (let look = 0; look < LOOKS; look += 1) {
      const secrets = await openSecrets(accountId);
      const kept = secrets.get('access_token');
      const good = kept?.expiresAt && kept.expiresAt > clock() && kept.text !== refused;
      if (good) return kept.text;
      const leased = await run(leaseAccountTokens, TOKEN_ACTOR, { accountId });
      const lease = leased.ok ? leased.value.lease : null;
      if (lease) return await renew(accountId, lease);
      const account = await findMailAccount(database, accountId);
      if (!account) throw new Error('The account is gone');
      if (account.oauthError !== null) throw new OAuthRefused(account.oauthError);
      await sleep(LOOK_EVERY);
    }
    throw new Error('Another process holds the account’s token for too long');
  }

  async function renew(accountId: number, lease: Date): Promise<string> {
    try {
      const account = await findMailAccount(database, accountId);
      // read under the lease: whoever held it before may have got another refresh token
      const secrets = await openSecrets(accountId);
      const request = account?.oauth && requestFor(account, secrets.get('refresh_token')?.text);
      if (!account?.oauth || !request) throw new OAuthRefused(NOT_CONNECTED);
      const secret = secrets.get('client_secret')?.text ?? null;
      const tokens = await askTokens(account.oauth, secret, request);
      const renewed = await keep({ accountId, lease, tokens });
      if (!renewed.ok) throw new Error('The account was changed meanwhile');
      return tokens.accessToken;
    } catch (error) {
      const said = error instanceof OAuthRefused ? error.message : null;
      await run(failAccountTokens, TOKEN_ACTOR, { accountId, lease, error: said }).catch(() => {});
      throw error;
    }
  }

  /** A refresh token that was given once may not be given again: a passing trouble loses none. */
  async function keep(given: { accountId: number; lease: Date; tokens: GivenTokens }) {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await run(renewAccountTokens, TOKEN_ACTOR, given);
      } catch (error) {
        if (attempt === KEEPS) throw error;
        await sleep(attempt * LOOK_EVERY);
      }
    }
  }

  return { tokenFor };
}

function requestFor(
  { oauth }: Pick<MailAccount, 'oauth'>,
  refreshToken: string | undefined,
): TokenRequest | null {
  if (oauth?.grant === 'client_credentials') return { grant: 'client_credentials' };
  return refreshToken === undefined ? null : { grant: 'refresh_token', refreshToken };
}

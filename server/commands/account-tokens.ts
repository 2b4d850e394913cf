import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { dropAccountSecrets } from '../store/mail-account-secrets.ts';
import {
  endTokenRefresh,
  findMailAccount,
  leaseTokenRefresh,
  noteAccountConnected,
} from '../store/mail-accounts.ts';
import { sealAccountSecret } from './account-secret.ts';
import { type Command, type CommandContext, inOneStatement } from './command.ts';

/** What a token endpoint gave. */
export type GivenTokens = {
  accessToken: string;
  /** Null where it goes on with the former one, or needs none. */
  refreshToken: string | null;
  /** Seconds that the access token is good for. */
  expiresIn: number;
};

/** Longer than a token endpoint is waited for. */
const LEASE = 30_000;
/** How long nobody asks again where the endpoint refused; connecting the account ends it. */
const PAUSE = 5 * 60_000;
/** A new token is asked for this long before the former ends, or a fifth of its time where less. */
const LEEWAY_SECONDS = 300;

/** Takes the right to ask for an account's next access token, for half a minute. */
export const leaseAccountTokens: Command<{ accountId: number }, { lease: Date | null }> =
  inOneStatement(async ({ tx, now }, { accountId }) => {
    const until = new Date(now.getTime() + LEASE);
    const taken = await leaseTokenRefresh(tx, accountId, { now, until });
    return accept({ lease: taken ? until : null });
  });

/** Keeps, sealed, the tokens that were asked for under a lease. */
export const renewAccountTokens: Command<
  { accountId: number; lease: Date; tokens: GivenTokens },
  null
> = async (context, { accountId, lease, tokens }) => {
  if (context.actor.kind !== 'system') return refuse('forbidden');
  const current = await endTokenRefresh(context.tx, accountId, lease, null);
  // connected by another consent meanwhile, or sent elsewhere: these tokens are nobody's any more
  if (!current) return refuse('already_decided');
  await putTokens(context, accountId, tokens);
  return accept(null);
};

/**
 * Ends a lease without a token. What the endpoint refused with is shown, and it is left alone for a
 * while; an endpoint that did not answer is asked again by whoever needs a token next.
 *
 * @param error its refusal, such as `invalid_grant`; null where it only did not answer
 */
export const failAccountTokens: Command<
  { accountId: number; lease: Date; error: string | null },
  null
> = inOneStatement(async ({ tx, now }, { accountId, lease, error }) => {
  const until = error === null ? now : new Date(now.getTime() + PAUSE);
  await endTokenRefresh(tx, accountId, lease, { error, until });
  return accept(null);
});

/** Keeps the tokens that an administrator's consent gave: the account is connected. */
export const connectMailAccount: Command<{ accountId: number; tokens: GivenTokens }, null> = async (
  context,
  { accountId, tokens },
) => {
  if (!may(context.actor, 'edit_mail_accounts')) return refuse('forbidden');
  const account = await findMailAccount(context.tx, accountId);
  if (account?.oauth?.grant !== 'authorization_code') return refuse('not_found');
  // without one, the account would stop within the hour
  if (tokens.refreshToken === null) return refuse('no_refresh_token');
  await dropAccountSecrets(context.tx, accountId, ['access_token', 'refresh_token']);
  await putTokens(context, accountId, tokens);
  await noteAccountConnected(context.tx, accountId, context.now);
  return accept(null);
};

async function putTokens(
  context: CommandContext,
  accountId: number,
  { accessToken, refreshToken, expiresIn }: GivenTokens,
): Promise<void> {
  const good = expiresIn - Math.min(LEEWAY_SECONDS, expiresIn / 5);
  const expiresAt = new Date(context.now.getTime() + good * 1000);
  await sealAccountSecret(context, accountId, {
    name: 'access_token',
    text: accessToken,
    expiresAt,
  });
  if (refreshToken !== null) {
    await sealAccountSecret(context, accountId, { name: 'refresh_token', text: refreshToken });
  }
}

import { z } from 'zod';
import type { GivenTokens } from '../../server/commands/account-tokens.ts';
import { endpointsOf, type OAuthSettings } from '../../server/domain/mail-account/oauth.ts';

const WAITED = 15_000;
const MOST_BYTES = 64 * 1024;
/** What is believed of a token whose lifetime isn't told (RFC 6749, 5.1 only recommends it). */
const USUAL_LIFE = 3600;

/** The endpoint said no: somebody has to do something. Its message holds no token. */
export class OAuthRefused extends Error {
  override name = 'OAuthRefused';
  readonly code = 'OAUTH';
}

/** How tokens are asked for. */
export type TokenRequest =
  | { grant: 'authorization_code'; code: string; verifier: string; redirectUri: string }
  | { grant: 'refresh_token'; refreshToken: string }
  | { grant: 'client_credentials' };

const given = z.object({
  access_token: z.string().min(1).max(20_000),
  refresh_token: z.string().min(1).max(20_000).nullish(),
  expires_in: z.coerce.number().positive().max(31_536_000).nullish().catch(null),
});
const refusal = z.object({ error: z.string(), error_description: z.string().nullish() });

/** Refusals that say "later" rather than "no". */
const PASSING = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);

/**
 * Asks an account's token endpoint for tokens (RFC 6749). Follows no redirect and waits fifteen
 * seconds at most.
 *
 * @throws {OAuthRefused} where it refused; anything else is trouble that may pass
 */
export async function askTokens(
  oauth: OAuthSettings,
  clientSecret: string | null,
  request: TokenRequest,
): Promise<GivenTokens> {
  const endpoints = endpointsOf(oauth);
  if (!endpoints) throw new OAuthRefused('no token endpoint');
  const answer = await fetch(endpoints.tokenUrl, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new URLSearchParams({
      client_id: oauth.clientId,
      ...(clientSecret === null ? {} : { client_secret: clientSecret }),
      ...asked(request, endpoints.scopes),
    }),
    redirect: 'error',
    signal: AbortSignal.timeout(WAITED),
  });
  const body = await jsonOf(answer);
  if (answer.ok) {
    const tokens = given.safeParse(body);
    if (!tokens.success) throw new Error('The token endpoint gave no token');
    const { access_token, refresh_token, expires_in } = tokens.data;
    return {
      accessToken: access_token,
      refreshToken: refresh_token ?? null,
      expiresIn: expires_in ?? USUAL_LIFE,
    };
  }
  const refused = refusal.safeParse(body);
  if (!refused.success || answer.status >= 500 || answer.status === 429) {
    throw new Error(`The token endpoint answered ${answer.status}`);
  }
  const { error, error_description } = refused.data;
  const said = [error, error_description ?? ''].filter(Boolean).join(': ');
  if (PASSING.has(error)) throw new Error(plain(said));
  throw new OAuthRefused(plain(said));
}

function asked(request: TokenRequest, scopes: readonly string[]): Record<string, string> {
  switch (request.grant) {
    case 'authorization_code':
      return {
        grant_type: 'authorization_code',
        code: request.code,
        code_verifier: request.verifier,
        redirect_uri: request.redirectUri,
      };
    case 'refresh_token':
      return { grant_type: 'refresh_token', refresh_token: request.refreshToken };
    case 'client_credentials':
      return { grant_type: 'client_credentials', scope: scopes.join(' ') };
  }
}

async function jsonOf(answer: Response): Promise<unknown> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of answer.body ?? []) {
    text += decoder.decode(part, { stream: true });
    if (text.length > MOST_BYTES) throw new Error('The token endpoint answered too much');
  }
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** One line that can be shown. */
function plain(said: string): string {
  return said
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, 300);
}

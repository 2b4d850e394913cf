import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export type OAuthServer = Awaited<ReturnType<typeof startOAuthServer>>;

const CLIENT = { id: 'guichet', secret: 'the client’s secret' };

/** A provider of tokens: a consent that everybody gives, a token endpoint, an introspection. */
export async function startOAuthServer() {
  const codes = new Map<string, { challenge: string; redirectUri: string }>();
  /** Who each access token is for. */
  const tokens = new Map<string, string>();
  let refreshTokens = new Set<string>();
  const asked: Record<string, string>[] = [];
  const behaviour = {
    /** Whose tokens are given. */
    user: 'equipe@alize.example',
    /** Seconds that an access token is said to be good for. */
    life: 3600,
    /** A refresh token is good for one use. */
    rotate: false,
    /** Answers the next requests for tokens. */
    refusals: [] as { status: number; body: string }[],
    givesRefreshToken: true,
    /** Milliseconds before the token endpoint answers. */
    slow: 0,
  };

  function give(refresh: boolean) {
    const access_token = `access-${randomUUID()}`;
    tokens.set(access_token, behaviour.user);
    const more: { refresh_token?: string } = {};
    if (refresh && behaviour.givesRefreshToken) {
      more.refresh_token = `refresh-${randomUUID()}`;
      refreshTokens.add(more.refresh_token);
    }
    return { access_token, token_type: 'Bearer', expires_in: behaviour.life, ...more };
  }

  function answerToken(form: Record<string, string>) {
    asked.push(form);
    const refusal = behaviour.refusals.shift();
    if (refusal) return refusal;
    const no = (error: string) => ({
      status: 400,
      body: JSON.stringify({ error, error_description: 'Ask for consent\nagain.' }),
    });
    if (form.client_id !== CLIENT.id || form.client_secret !== CLIENT.secret) {
      return { status: 401, body: JSON.stringify({ error: 'invalid_client' }) };
    }
    const yes = (refresh: boolean) => ({ status: 200, body: JSON.stringify(give(refresh)) });
    if (form.grant_type === 'client_credentials') return yes(false);
    if (form.grant_type === 'refresh_token') {
      if (!refreshTokens.has(form.refresh_token ?? '')) return no('invalid_grant');
      if (behaviour.rotate) refreshTokens.delete(form.refresh_token ?? '');
      return yes(behaviour.rotate);
    }
    const code = codes.get(form.code ?? '');
    codes.delete(form.code ?? '');
    const proof = createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url');
    const right = code?.challenge === proof && code.redirectUri === form.redirect_uri;
    return right ? yes(true) : no('invalid_grant');
  }

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/authorize') {
      const code = randomUUID();
      const redirectUri = searchParams.get('redirect_uri') ?? '';
      codes.set(code, { challenge: searchParams.get('code_challenge') ?? '', redirectUri });
      const back = new URL(redirectUri);
      back.searchParams.set('code', code);
      back.searchParams.set('state', searchParams.get('state') ?? '');
      return response.writeHead(302, { location: back.href }).end();
    }
    const form = await formOf(request);
    if (pathname === '/introspect') {
      const username = tokens.get(form.token ?? '');
      const said = username ? { active: true, username } : { active: false };
      return response.setHeader('content-type', 'application/json').end(JSON.stringify(said));
    }
    if (pathname !== '/token') return response.writeHead(404).end();
    if (behaviour.slow > 0) await new Promise((resolve) => setTimeout(resolve, behaviour.slow));
    const { status, body } = answerToken(form);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin,
    client: CLIENT,
    behaviour,
    /** The forms that came to the token endpoint, in order. */
    asked,
    introspectionUrl: `${origin}/introspect`,
    /** As an administrator would type it. */
    typed: {
      auth: 'oauth',
      provider: 'custom',
      grant: 'authorization_code',
      client_id: CLIENT.id,
      client_secret: CLIENT.secret,
      tenant: '',
      authorize_url: `${origin}/authorize`,
      token_url: `${origin}/token`,
      scopes: 'imap smtp offline_access',
    },
    /** Tokens as a consent gives them, without the pages. */
    consent() {
      const { access_token, refresh_token, expires_in } = give(true);
      return {
        accessToken: access_token,
        refreshToken: refresh_token ?? null,
        expiresIn: expires_in,
      };
    },
    knows: (token: string, user: string) => tokens.get(token) === user,
    /** No access token is good any more. */
    expire: () => tokens.clear(),
    /** The consent is withdrawn. */
    withdraw() {
      tokens.clear();
      refreshTokens = new Set();
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function formOf(request: IncomingMessage): Promise<Record<string, string>> {
  let text = '';
  for await (const part of request) text += part;
  return Object.fromEntries(new URLSearchParams(text));
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readTrialFault } from '../../mail-gateway/accounts/trial-fault.ts';
import { mailboxOfAccount } from '../../mail-gateway/imap/account-mailbox.ts';
import { askTokens, OAuthRefused } from '../../mail-gateway/oauth/token-endpoint.ts';
import { smtpSettingsOf } from '../../mail-gateway/smtp/account-server.ts';
import type { MailAccount } from '../../server/domain/mail-account/mail-account.ts';
import type { OAuthSettings } from '../../server/domain/mail-account/oauth.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');

describe('what a token endpoint answers', () => {
  let server: Server;
  let answer: { status: number; body: string; headers?: Record<string, string> };
  let oauth: OAuthSettings;
  beforeAll(async () => {
    server = createServer((_request, response) => {
      response.writeHead(answer.status, answer.headers).end(answer.body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    oauth = {
      provider: 'custom',
      grant: 'client_credentials',
      clientId: 'guichet',
      tenant: null,
      authorizeUrl: null,
      tokenUrl: `${origin}/token`,
      scopes: [],
    };
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  const ask = async () => {
    try {
      return await askTokens(oauth, 'the secret', { grant: 'client_credentials' });
    } catch (error) {
      const { message } = error as Error;
      expect(message).not.toContain('the secret');
      return `${error instanceof OAuthRefused ? 'refused' : 'trouble'}: ${message}`;
    }
  };

  test.each([
    [200, '{"access_token":"a","expires_in":60}', { accessToken: 'a', expiresIn: 60 }],
    [200, '{"access_token":"a","expires_in":"60"}', { expiresIn: 60 }],
    [200, '{"access_token":"a"}', { refreshToken: null, expiresIn: 3600 }],
    [200, '{"access_token":"a","refresh_token":"r"}', { refreshToken: 'r' }],
  ])('%i %s', async (status, body, tokens) => {
    answer = { status, body };
    expect(await ask()).toMatchObject(tokens);
  });

  test.each([
    [400, '{"error":"invalid_grant"}', 'refused: invalid_grant'],
    [
      401,
      '{"error":"invalid_client","error_description":"AADSTS7000222: expired\\r\\nTrace ID: 1"}',
      'refused: invalid_client: AADSTS7000222: expired Trace ID: 1',
    ],
    // what may pass is nobody's refusal: it is asked again
    [400, '{"error":"temporarily_unavailable"}', 'trouble: temporarily_unavailable'],
    [429, '{"error":"invalid_grant"}', 'trouble: The token endpoint answered 429'],
    [503, '{"error":"invalid_grant"}', 'trouble: The token endpoint answered 503'],
    [403, '<html>Proxy</html>', 'trouble: The token endpoint answered 403'],
    [200, '<html>', 'trouble: The token endpoint gave no token'],
    [200, '{"token_type":"Bearer"}', 'trouble: The token endpoint gave no token'],
    [200, 'x'.repeat(70_000), 'trouble: The token endpoint answered too much'],
  ])('%i %s', async (status, body, said) => {
    answer = { status, body };
    expect(await ask()).toBe(said);
  });

  test('a redirection is not followed: it would take the secret along', async () => {
    answer = { status: 307, body: '', headers: { location: 'http://127.0.0.1:9/' } };
    expect(await ask()).toMatch(/^trouble: /);
  });
});

describe('what signs in travels under TLS only', () => {
  const account = (host: string, tls: boolean): MailAccount => ({
    id: 7,
    address: 'equipe@alize.example',
    senderName: 'Alizé',
    teamId: null,
    imap: { host, port: 143, tls, folder: 'INBOX' },
    smtp: { host, port: 587, tls },
    userName: 'equipe',
    auth: 'password',
    oauth: null,
    oauthError: null,
    enabled: true,
    createdAt: NOW,
    updatedAt: NOW,
  });
  const keys = {
    passwordOf: async () => 'secret',
    tokenFor: async () => 'token',
    signInOf: async () => ({ pass: 'secret' }),
  };

  test.each([
    ['mail.alize.example', false, true],
    ['mail.alize.example', true, false],
    ['127.0.0.1', false, false],
    ['localhost', false, false],
    ['127.0.0.1.voleur.example', false, true],
  ])('%s, TLS from the first byte: %s', async (host, tls, insisted) => {
    const of = account(host, tls);
    expect(mailboxOfAccount(of, keys)).toMatchObject({ tls, insistOnTls: insisted });
    expect(await smtpSettingsOf(of, keys)).toMatchObject({ secure: tls, requireTLS: insisted });
  });
});

test.each([
  [{ code: 'ENOTFOUND', message: 'getaddrinfo ENOTFOUND x' }, 'unknown_host'],
  [{ code: 'EDNS', message: 'getaddrinfo EAI_AGAIN x' }, 'unknown_host'],
  [{ code: 'ESOCKET', message: 'connect ECONNREFUSED 127.0.0.1:1' }, 'unreachable'],
  [{ message: 'fetch failed', cause: { code: 'ECONNREFUSED', message: '' } }, 'unreachable'],
  [{ code: 'ETIMEDOUT', message: 'Connection timeout' }, 'slow'],
  [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT', message: 'self-signed certificate' }, 'tls'],
  [{ code: 'ESOCKET', message: 'self-signed certificate in certificate chain' }, 'tls'],
  [{ code: 'ETLS', message: 'STARTTLS not offered' }, 'tls'],
  [{ code: 'EAUTH', response: '535 5.7.8 Bad credentials' }, 'sign_in'],
  [{ authenticationFailed: true, responseText: 'Authentication failed.' }, 'sign_in'],
  [{ mailboxMissing: true, message: 'Command failed' }, 'folder'],
  [{ code: 'EPROTOCOL', message: 'Unexpected greeting' }, 'other'],
  [new OAuthRefused('invalid_client'), 'token'],
  [new OAuthRefused('not_connected'), 'not_connected'],
])('a failed attempt is named: %j', (thrown, fault) => {
  expect(readTrialFault(thrown).fault).toBe(fault);
});

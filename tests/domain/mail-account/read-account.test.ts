import { describe, expect, test } from '@jest/globals';
import { accountState } from '../../../server/domain/mail-account/account-state.ts';
import type { MailAccount } from '../../../server/domain/mail-account/mail-account.ts';
import { endpointsOf } from '../../../server/domain/mail-account/oauth.ts';
import { accountAsTyped, newAccountOf } from '../../../server/domain/mail-account/presets.ts';
import {
  readAccount,
  type TypedAccount,
} from '../../../server/domain/mail-account/read-account.ts';
import { leadsElsewhere } from '../../../server/domain/mail-account/secure-place.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');

const typed = (change: Partial<TypedAccount> = {}): TypedAccount => ({
  ...newAccountOf('custom'),
  address: ' Equipe@Alize.example ',
  sender_name: 'Alizé, équipe technique',
  imap_host: 'imap.alize.example',
  smtp_host: 'smtp.alize.example',
  ...change,
});
const MICROSOFT = {
  ...newAccountOf('microsoft'),
  address: 'equipe@alize.example',
  sender_name: 'Alizé',
};
const account = (change: Partial<TypedAccount> = {}, more: Partial<MailAccount> = {}) => {
  const read = readAccount(typed(change));
  if (!read.ok) throw new Error(`${read.reason} ${read.field}`);
  const rest = { id: 7, teamId: null, oauthError: null, enabled: true };
  return { ...rest, createdAt: NOW, updatedAt: NOW, ...read.value, ...more } as MailAccount;
};
const custom = (change: Partial<TypedAccount> = {}) => ({
  auth: 'oauth',
  client_id: 'guichet',
  authorize_url: 'https://jetons.example/authorize',
  token_url: 'https://jetons.example/token',
  scopes: 'imap  smtp\nimap',
  ...change,
});

describe('a mail account as it is typed', () => {
  test('is read in its normal form, with the usual ports', () => {
    expect(readAccount(typed())).toEqual({
      ok: true,
      value: {
        address: 'equipe@alize.example',
        senderName: 'Alizé, équipe technique',
        imap: { host: 'imap.alize.example', port: 993, tls: true, folder: 'INBOX' },
        smtp: { host: 'smtp.alize.example', port: 587, tls: false },
        userName: 'equipe@alize.example',
        auth: 'password',
        oauth: null,
      },
    });
    expect(account({ imap_tls: 'starttls', smtp_tls: 'tls' })).toMatchObject({
      imap: { port: 143 },
      smtp: { port: 465 },
    });
    expect(account({ imap_host: '', user_name: 'boite-7' })).toMatchObject({
      imap: null,
      userName: 'boite-7',
    });
    expect(account({ imap_host: '[2001:db8::25]' }).imap?.host).toBe('2001:db8::25');
  });

  test.each([
    [{ address: '' }, 'required', 'address'],
    [{ address: 'equipe+1@alize.example' }, 'invalid_email', 'address'],
    [{ sender_name: ' ' }, 'required', 'sender_name'],
    [{ imap_host: '', smtp_host: '' }, 'neither_way', 'imap_host'],
    [{ imap_host: 'imaps://imap.alize.example' }, 'not_a_host', 'imap_host'],
    [{ smtp_host: 'smtp alize' }, 'not_a_host', 'smtp_host'],
    [{ imap_port: '0' }, 'port_out_of_range', 'imap_port'],
    [{ smtp_port: '65536' }, 'port_out_of_range', 'smtp_port'],
    [{ smtp_port: '-1' }, 'port_out_of_range', 'smtp_port'],
    [{ smtp_tls: 'none' }, 'invalid_choice', 'smtp_tls'],
    [{ auth: 'nothing' }, 'invalid_choice', 'auth'],
    [{ auth: 'oauth' }, 'required', 'client_id'],
    [custom({ provider: 'other' }), 'invalid_choice', 'provider'],
    [custom({ grant: 'password' }), 'invalid_choice', 'grant'],
    [custom({ provider: 'google', grant: 'client_credentials' }), 'invalid_choice', 'grant'],
    [custom({ provider: 'microsoft', grant: 'client_credentials' }), 'required', 'tenant'],
    [custom({ provider: 'microsoft', tenant: '../common' }), 'invalid_choice', 'tenant'],
    [custom({ token_url: '' }), 'required', 'token_url'],
    [custom({ token_url: 'http://jetons.example/token' }), 'not_https', 'token_url'],
    [custom({ token_url: 'https://a:b@jetons.example/token' }), 'not_https', 'token_url'],
    [custom({ authorize_url: 'javascript:alert(1)' }), 'not_https', 'authorize_url'],
  ] as const)('is refused: %j', (change, reason, field) => {
    expect(readAccount(typed(change))).toMatchObject({ ok: false, reason, field });
  });

  test('comes back as it was typed', () => {
    for (const change of [
      {},
      custom(),
      { ...MICROSOFT, client_id: 'x', tenant: 'alize.example' },
    ]) {
      const saved = account(change);
      expect(account(accountAsTyped(saved))).toEqual(saved);
    }
    expect(accountAsTyped(account({ ...MICROSOFT, auth: 'password' })).provider).toBe('microsoft');
  });
});

describe('where tokens are asked for', () => {
  const endpoints = (change: Partial<TypedAccount>) => {
    const { oauth } = account({ auth: 'oauth', client_id: 'guichet', ...change });
    return oauth && endpointsOf(oauth);
  };

  test('each provider’s own', () => {
    expect(endpoints({ provider: 'microsoft', tenant: 'alize.example' })).toEqual({
      authorizeUrl: 'https://login.microsoftonline.com/alize.example/oauth2/v2.0/authorize',
      tokenUrl: 'https://login.microsoftonline.com/alize.example/oauth2/v2.0/token',
      scopes: [
        'https://outlook.office.com/IMAP.AccessAsUser.All',
        'https://outlook.office.com/SMTP.Send',
        'offline_access',
      ],
      consent: { prompt: 'select_account' },
    });
    expect(
      endpoints({
        provider: 'microsoft',
        grant: 'client_credentials',
        tenant: '8eaef023-2b34-4da1-9baa-8bc8c9d6a490',
      }),
    ).toMatchObject({
      tokenUrl:
        'https://login.microsoftonline.com/8eaef023-2b34-4da1-9baa-8bc8c9d6a490/oauth2/v2.0/token',
      scopes: ['https://outlook.office365.com/.default'],
    });
    expect(endpoints({ provider: 'google' })).toEqual({
      authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
      tokenUrl: 'https://oauth2.googleapis.com/token',
      scopes: ['https://mail.google.com/'],
      consent: { access_type: 'offline', prompt: 'consent' },
    });
    expect(endpoints(custom())).toMatchObject({
      tokenUrl: 'https://jetons.example/token',
      scopes: ['imap', 'smtp', 'imap'],
    });
    expect(
      endpoints(custom({ grant: 'client_credentials', token_url: 'http://127.0.0.1:9/token' })),
    ).toMatchObject({ tokenUrl: 'http://127.0.0.1:9/token' });
  });
});

describe('what was kept', () => {
  test.each([
    ['a name', { sender_name: 'Alizé' }, false],
    ['another folder', { imap_folder: 'Support' }, false],
    [
      'another address',
      { address: 'autre@alize.example', user_name: 'equipe@alize.example' },
      false,
    ],
    ['another server', { smtp_host: 'voleur.example' }, true],
    ['another port', { imap_port: '1993' }, true],
    ['less secrecy', { imap_tls: 'starttls', imap_port: '993' }, true],
    ['another user', { user_name: 'autre' }, true],
    ['another way to sign in', custom(), true],
  ] as const)('is forgotten where an account leads elsewhere: %s', (_, change, elsewhere) => {
    expect(leadsElsewhere(account(), account(change))).toBe(elsewhere);
  });

  test('goes nowhere else by way of the token endpoint either', () => {
    const before = account(custom());
    for (const [change, elsewhere] of [
      [{}, false],
      [{ token_url: 'https://voleur.example/token' }, true],
      [{ client_id: 'autre' }, true],
      [{ scopes: 'imap' }, true],
      [{ grant: 'client_credentials' }, true],
    ] as const) {
      expect(leadsElsewhere(before, account(custom(change)))).toBe(elsewhere);
    }
  });
});

describe('how an account stands', () => {
  const oauth = account(custom());
  const connected = new Set(['refresh_token', 'access_token'] as const);
  const read = { lastContactAt: NOW, lastError: null };
  const failing = { lastContactAt: NOW, lastError: 'ECONNREFUSED' };
  const refused = { ...oauth, oauthError: 'invalid_grant' };

  test.each([
    ['out of use', { ...refused, enabled: false }, new Set<never>(), failing, 'disabled'],
    ['no consent yet', oauth, new Set(['client_secret'] as const), failing, 'to_connect'],
    ['its consent withdrawn', refused, connected, failing, 'refused'],
    ['a mailbox that fails', oauth, connected, failing, 'failing'],
    ['not looked into yet', oauth, connected, null, 'unread'],
    ['read', oauth, connected, read, 'working'],
    ['a password', account(), new Set(['password'] as const), read, 'working'],
    ['that only sends', account({ imap_host: '' }), new Set<never>(), null, 'working'],
  ] as const)('%s', (_, of, secrets, mailbox, state) => {
    expect(accountState(of, secrets, mailbox)).toBe(state);
  });
});

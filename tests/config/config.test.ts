import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Config, loadConfig } from '../../server/config.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'guichet-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const SECRET = 'a secret that is long enough to be one';

function config(env: Record<string, string>): Config {
  const loaded = loadConfig(env, folder);
  if (!loaded.ok) throw new Error(loaded.problems.join('\n'));
  return loaded.config;
}

function problems(env: Record<string, string>): string[] {
  const loaded = loadConfig({ SECRET, ...env }, folder);
  return loaded.ok ? [] : loaded.problems;
}

describe('a machine that was told nothing', () => {
  test('serves itself, on an embedded database, with the demonstration', () => {
    expect(config({ SECRET })).toEqual({
      environment: 'development',
      host: '127.0.0.1',
      port: 3000,
      publicUrl: 'http://127.0.0.1:3000',
      trustedProxies: 0,
      dataDir: join(folder, 'var'),
      databaseUrl: null,
      migrationDatabaseUrl: null,
      redisUrl: null,
      mailboxes: [],
      smtpUrl: null,
      mailListen: { protocol: 'smtp', host: '127.0.0.1', port: 2525 },
      mailDomain: 'guichet.localhost',
      mailAddress: 'support@guichet.localhost',
      mailSizeLimit: 31_457_280,
      mailAuth: 'check',
      mailAuthservId: null,
      mailArcSealers: [],
      takeBackSeconds: 10,
      secret: SECRET,
      previousSecrets: [],
      demo: true,
      logLevel: 'info',
      clockOffset: 0,
    });
  });

  test('draws a secret once, that only its owner may read', () => {
    const first = config({}).secret;
    const path = join(folder, 'var/secret');
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(readFileSync(path, 'utf8')).toBe(`${first}\n`);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(config({}).secret).toBe(first);
  });

  test('says so when the data folder cannot be made', () => {
    writeFileSync(join(folder, 'var'), 'a file, not a folder');
    const loaded = loadConfig({}, folder);
    expect(loaded).toEqual({
      ok: false,
      problems: [expect.stringMatching(/^DATA_DIR must be a folder that can be written in \(/)],
    });
  });
});

describe('the file .env', () => {
  test('completes the environment, which wins; an empty line is no choice', () => {
    writeFileSync(join(folder, '.env'), 'PORT=4000\nHOST=0.0.0.0\nDEMO=\nMAIL_LISTEN=off\n');
    const read = config({ SECRET, PORT: '4001' });
    expect(read.port).toBe(4001);
    expect(read.publicUrl).toBe('http://localhost:4001');
    expect(read.demo).toBe(true);
    expect(read.mailListen).toBeNull();
  });

  test('is named when it cannot be read', () => {
    mkdirSync(join(folder, '.env'));
    const told = problems({});
    expect(told).toEqual([
      expect.stringContaining(`The file ${join(folder, '.env')} cannot be read`),
    ]);
  });
});

describe('services taken from the environment', () => {
  test('several mailboxes, their passwords decoded and out of their names', () => {
    const { mailboxes } = config({
      SECRET,
      IMAP_URL:
        'imaps://support%40alize.example:p%2Fw@imap.alize.example, imap://u:p@127.0.0.1:1143/Bo%C3%AEte',
    });
    expect(mailboxes).toEqual([
      {
        name: 'support@alize.example@imap.alize.example:993/INBOX',
        host: 'imap.alize.example',
        port: 993,
        tls: true,
        user: 'support@alize.example',
        password: 'p/w',
        folder: 'INBOX',
      },
      {
        name: 'u@127.0.0.1:1143/Boîte',
        host: '127.0.0.1',
        port: 1143,
        tls: false,
        user: 'u',
        password: 'p',
        folder: 'Boîte',
      },
    ]);
  });

  test('a mailbox whose taken messages are moved to a folder', () => {
    const { mailboxes } = config({ SECRET, IMAP_URL: 'imaps://u:p@h/INBOX?taken=Trait%C3%A9s' });
    expect(mailboxes).toMatchObject([{ folder: 'INBOX', takenFolder: 'Traités' }]);
    expect(problems({ SECRET, IMAP_URL: 'imaps://u:p@h/INBOX?folder=Autre' })).toHaveLength(1);
  });

  test('mail accepted over LMTP, and its size', () => {
    const read = config({ SECRET, MAIL_LISTEN: 'lmtp://[::1]:24', MAIL_SIZE_LIMIT: '2 MB' });
    expect(read.mailListen).toEqual({ protocol: 'lmtp', host: '::1', port: 24 });
    expect(read.mailSizeLimit).toBe(2_097_152);
  });

  test('a database of its own is not filled with a demonstration unless asked', () => {
    const DATABASE_URL = 'postgres://guichet:x@db.alize.example/guichet';
    expect(config({ SECRET, DATABASE_URL }).demo).toBe(false);
    expect(config({ SECRET, DATABASE_URL, DEMO: 'yes' }).demo).toBe(true);
    expect(config({ SECRET, DATABASE_URL }).migrationDatabaseUrl).toBe(DATABASE_URL);
  });

  test('what the secret was before', () => {
    const former = ['a'.repeat(32), 'b'.repeat(40)];
    expect(config({ SECRET, SECRET_PREVIOUS: former.join(', ') }).previousSecrets).toEqual(former);
  });

  test('how long a reply can be taken back: tests wait for nothing unless they ask', () => {
    expect(config({ SECRET, TAKE_BACK_SECONDS: '0' }).takeBackSeconds).toBe(0);
    expect(config({ SECRET, TAKE_BACK_SECONDS: '60' }).takeBackSeconds).toBe(60);
    expect(config({ SECRET, NODE_ENV: 'test' }).takeBackSeconds).toBe(0);
  });

  test('who finds out whom a mail is from', () => {
    const read = config({
      SECRET,
      MAIL_AUTH: 'relay',
      MAIL_AUTHSERV_ID: 'MX.alize.example',
      MAIL_ARC_SEALERS: 'liste.example, Groupes.example',
    });
    expect(read.mailAuth).toBe('relay');
    expect(read.mailAuthservId).toBe('mx.alize.example');
    expect(read.mailArcSealers).toEqual(['liste.example', 'groupes.example']);
    expect(config({ SECRET, NODE_ENV: 'test' }).mailAuth).toBe('off');
    expect(problems({ MAIL_AUTH: 'relay' })).toEqual([
      'MAIL_AUTHSERV_ID is missing: MAIL_AUTH=relay believes the results that bear the name it gives.',
    ]);
  });

  test('a shifted clock', () => {
    expect(config({ SECRET, CLOCK_OFFSET: '-P1DT1H' }).clockOffset).toBe(-90_000_000);
  });
});

describe('bad values', () => {
  test.each([
    ['PORT', 'http', 'PORT must be a port number, from 1 to 65535.'],
    ['PORT', '0', 'PORT must be a port number, from 1 to 65535.'],
    ['HOST', 'my host', 'HOST must be an address or a host name, such as 127.0.0.1.'],
    ['NODE_ENV', 'prod', 'NODE_ENV must be "development", "test" or "production".'],
    ['DEMO', 'maybe', 'DEMO must be "yes" or "no".'],
    ['SECRET', 'short', 'SECRET must be at least 32 characters long.'],
    [
      'SECRET_PREVIOUS',
      `${SECRET},short`,
      'SECRET_PREVIOUS must be former values of SECRET, 32 characters or more each, separated by commas.',
    ],
    ['MAIL_LISTEN', '2525', 'MAIL_LISTEN must be host:port, lmtp://host:port or "off".'],
    [
      'MAIL_SIZE_LIMIT',
      '30',
      'MAIL_SIZE_LIMIT must be a size between 64 KB and 500 MB, such as "30 MB".',
    ],
    ['TAKE_BACK_SECONDS', '61', 'TAKE_BACK_SECONDS must be a number of seconds, from 0 to 60.'],
    ['MAIL_AUTH', 'yes', 'MAIL_AUTH must be "check", "relay" or "off".'],
    [
      'MAIL_AUTHSERV_ID',
      'mx alize',
      'MAIL_AUTHSERV_ID must be a name as it stands in Authentication-Results, such as mx.example.org.',
    ],
    [
      'MAIL_ARC_SEALERS',
      'liste',
      'MAIL_ARC_SEALERS must be domains separated by commas, such as "example.org, example.net".',
    ],
    ['MAIL_DOMAIN', 'a b', 'MAIL_DOMAIN must be a domain, such as support.example.org.'],
    [
      'MAIL_ADDRESS',
      'support',
      'MAIL_ADDRESS must be a mail address, such as support@example.org.',
    ],
    [
      'CLOCK_OFFSET',
      'tomorrow',
      'CLOCK_OFFSET must be an ISO 8601 duration of days or less, such as P30D or -PT2H.',
    ],
    [
      'PUBLIC_URL',
      'https://alize.example/desk',
      'PUBLIC_URL must be an address without a path, such as https://support.example.org.',
    ],
    [
      'LOG_LEVEL',
      'loud',
      'LOG_LEVEL must be one of trace, debug, info, warn, error, fatal, silent.',
    ],
  ])('%s=%s', (name, value, problem) => {
    expect(problems({ [name]: value })).toEqual([problem]);
  });

  test('are all told at once, and never repeat a password', () => {
    const told = problems({
      PORT: '99999',
      DATABASE_URL: 'mysql://root:hunter2@db/guichet',
      SMTP_URL: 'hunter2',
      REDIS_URL: 'http://:hunter2@redis',
      IMAP_URL: 'imap://u:p@h imaps://nobody:hunter2hunter2@',
    });
    expect(told.map((line) => line.split(' ')[0])).toEqual([
      'PORT',
      'DATABASE_URL',
      'REDIS_URL',
      'IMAP_URL',
      'SMTP_URL',
    ]);
    expect(told[3]).toMatch(/^IMAP_URL \(number 2\) must look like /);
    expect(told.join('\n')).not.toContain('hunter2');
  });

  test('an owner without an application connection', () => {
    expect(problems({ MIGRATION_DATABASE_URL: 'postgres://owner@db/guichet' })).toEqual([
      'MIGRATION_DATABASE_URL is set without DATABASE_URL: set both, or neither.',
    ]);
  });
});

describe('production', () => {
  const production = {
    NODE_ENV: 'production',
    SECRET,
    PUBLIC_URL: 'https://support.alize.example/',
    DATABASE_URL: 'postgres://guichet:x@db.alize.example/guichet',
  };

  test('leaves neither the secret nor the address nor the database to a default', () => {
    const loaded = loadConfig({ NODE_ENV: 'production', PORT: 'x', CLOCK_OFFSET: 'P1D' }, folder);
    expect(loaded.ok ? [] : loaded.problems.map((line) => line.split(' ')[0])).toEqual([
      'PORT',
      'SECRET',
      'PUBLIC_URL',
      'DATABASE_URL',
      'CLOCK_OFFSET',
    ]);
  });

  test('takes its mail domain from its address, and no demonstration', () => {
    const read = config(production);
    expect(read.publicUrl).toBe('https://support.alize.example');
    expect(read.mailAddress).toBe('support@support.alize.example');
    expect(read.demo).toBe(false);
  });

  test('accepts the embedded database when asked to, still without demonstration', () => {
    const { DATABASE_URL: _, ...others } = production;
    const read = config({ ...others, EMBEDDED_IN_PRODUCTION: 'yes' });
    expect(read.databaseUrl).toBeNull();
    expect(read.demo).toBe(false);
  });
});

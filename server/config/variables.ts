import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { LOG_LEVELS } from '../log.ts';
import { type MailListen, parseMailListen } from './mail-listen.ts';
import { type Mailbox, parseMailbox } from './mailbox.ts';

/** A text read by `read`, which answers undefined to what it does not understand. */
function read<T>(parse: (text: string) => T | undefined, problem: string) {
  return z.string().transform((text, context) => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message: problem });
    return z.NEVER;
  });
}

const yesOrNo = read(parseYesOrNo, 'must be "yes" or "no".');

const DATABASE = 'must look like postgres://user:password@host:5432/database.';
const databaseUrl = read((text) => parseUrl(text, ['postgres:', 'postgresql:']), DATABASE);

/** What each variable of the environment may hold. Values are never repeated: some are secret. */
const VARIABLES = z.object({
  NODE_ENV: z
    .enum(['development', 'test', 'production'], 'must be "development", "test" or "production".')
    .default('development'),
  PORT: read(parsePort, 'must be a port number, from 1 to 65535.').default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'must be an address or a host name, such as 127.0.0.1.')
    .default('127.0.0.1'),
  PUBLIC_URL: read(
    parseOrigin,
    'must be an address without a path, such as https://support.example.org.',
  ).optional(),
  TRUSTED_PROXIES: read(parseProxies, 'must be a number of proxies, from 0 to 9.').default(0),
  DATA_DIR: z.string().default('./var'),
  DATABASE_URL: databaseUrl.optional(),
  MIGRATION_DATABASE_URL: databaseUrl.optional(),
  EMBEDDED_IN_PRODUCTION: yesOrNo.default(false),
  REDIS_URL: read(
    (text) => parseUrl(text, ['redis:', 'rediss:', 'unix:']),
    'must look like redis://:password@host:6379 (or unix:///path/to/redis.sock).',
  ).optional(),
  IMAP_URL: z.string().default('').transform(parseMailboxes),
  SMTP_URL: read(
    (text) => parseUrl(text, ['smtp:', 'smtps:']),
    'must look like smtp://user:password@host:587 (or smtps://…:465).',
  ).optional(),
  MAIL_LISTEN: read<MailListen | null>(
    parseMailListen,
    'must be host:port, lmtp://host:port or "off".',
  ).default({ protocol: 'smtp', host: '127.0.0.1', port: 2525 }),
  MAIL_DOMAIN: z
    .string()
    .regex(/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$/i, 'must be a domain, such as support.example.org.')
    .toLowerCase()
    .optional(),
  MAIL_ADDRESS: z.email('must be a mail address, such as support@example.org.').optional(),
  MAIL_SIZE_LIMIT: read(
    parseSize,
    'must be a size between 64 KB and 500 MB, such as "30 MB".',
  ).default(30 * 1024 * 1024),
  TAKE_BACK_SECONDS: read(parseSeconds, 'must be a number of seconds, from 0 to 60.').optional(),
  MAIL_AUTH: z.enum(['check', 'relay', 'off'], 'must be "check", "relay" or "off".').optional(),
  MAIL_AUTHSERV_ID: z
    .string()
    .regex(
      /^[^\s;"()=]+$/,
      'must be a name as it stands in Authentication-Results, such as mx.example.org.',
    )
    .toLowerCase()
    .optional(),
  MAIL_ARC_SEALERS: read(
    parseDomains,
    'must be domains separated by commas, such as "example.org, example.net".',
  ).default([]),
  SECRET: z.string().min(32, 'must be at least 32 characters long.').optional(),
  SECRET_PREVIOUS: read(
    parseSecrets,
    'must be former values of SECRET, 32 characters or more each, separated by commas.',
  ).default([]),
  DEMO: yesOrNo.optional(),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}.`).optional(),
  CLOCK_OFFSET: read(
    parseOffset,
    'must be an ISO 8601 duration of days or less, such as P30D or -PT2H.',
  ).default(0),
});

export type Variables = z.output<typeof VARIABLES>;

/** Every variable read, or one line for each that cannot be. */
export function readVariables(
  given: Record<string, string>,
): { ok: true; variables: Variables } | { ok: false; problems: string[] } {
  const read = VARIABLES.safeParse(given);
  if (read.success) return { ok: true, variables: read.data };
  return {
    ok: false,
    problems: read.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`),
  };
}

function parseYesOrNo(text: string): boolean | undefined {
  if (/^(yes|true|on|1)$/i.test(text)) return true;
  return /^(no|false|off|0)$/i.test(text) ? false : undefined;
}

function parsePort(text: string): number | undefined {
  const port = Number(text);
  return /^\d{1,5}$/.test(text) && port >= 1 && port <= 65_535 ? port : undefined;
}

function parseProxies(text: string): number | undefined {
  return /^\d$/.test(text) ? Number(text) : undefined;
}

function parseSeconds(text: string): number | undefined {
  return /^\d{1,2}$/.test(text) && Number(text) <= 60 ? Number(text) : undefined;
}

function parseSecrets(text: string): string[] | undefined {
  const secrets = text.split(',').map((secret) => secret.trim());
  return secrets.every((secret) => secret.length >= 32) ? secrets : undefined;
}

function parseDomains(text: string): string[] | undefined {
  const domains = text.split(/[\s,]+/).filter((part) => part !== '');
  const plain = domains.every((domain) => /^[a-z0-9-]+(?:\.[a-z0-9-]+)+$/i.test(domain));
  return plain ? domains.map((domain) => domain.toLowerCase()) : undefined;
}

function parseUrl(text: string, protocols: readonly string[]): string | undefined {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol) ? text : undefined;
}

function parseOrigin(text: string): string | undefined {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  const bare = url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  return bare ? url.origin : undefined;
}

function parseMailboxes(text: string, context: z.core.$RefinementCtx): Mailbox[] {
  return text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .flatMap((part, index) => {
      const mailbox = parseMailbox(part);
      if (mailbox) return [mailbox];
      const message = `(number ${index + 1}) must look like imaps://user:password@host:993/INBOX, its special characters percent-encoded.`;
      context.addIssue({ code: 'custom', message });
      return [];
    });
}

function parseSize(text: string): number | undefined {
  const match = /^(\d{1,9})\s*(KB|MB)?$/i.exec(text);
  if (!match) return undefined;
  const unit = { KB: 1024, MB: 1024 * 1024 }[match[2]?.toUpperCase() ?? ''] ?? 1;
  const bytes = Number(match[1]) * unit;
  return bytes >= 64 * 1024 && bytes <= 500 * 1024 * 1024 ? bytes : undefined;
}

function parseOffset(text: string): number | undefined {
  try {
    return Temporal.Duration.from(text).total('milliseconds');
  } catch {
    return undefined;
  }
}

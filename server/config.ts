import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'dotenv';
import type { MailListen } from './config/mail-listen.ts';
import type { Mailbox } from './config/mailbox.ts';
import { keptSecret } from './config/secret.ts';
import { readVariables, type Variables } from './config/variables.ts';
import type { LogLevel } from './log.ts';

export type { MailListen } from './config/mail-listen.ts';
export type { Mailbox } from './config/mailbox.ts';

/** What the operator decided, read once when a process starts; never changed afterwards. */
export type Config = Readonly<{
  environment: 'development' | 'test' | 'production';
  host: string;
  port: number;
  /** Where people reach the desk: an origin, without a final slash. */
  publicUrl: string;
  /** How many reverse proxies stand before us and may say who the caller is. */
  trustedProxies: number;
  /** Absolute path of the folder that holds what is not in the database. */
  dataDir: string;
  /** The application's connection; null means the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  /** The connection of the tables' owner, used by migrations only. */
  migrationDatabaseUrl: string | null;
  redisUrl: string | null;
  mailboxes: readonly Mailbox[];
  smtpUrl: string | null;
  mailListen: MailListen | null;
  mailDomain: string;
  mailAddress: string;
  /** Bytes. */
  mailSizeLimit: number;
  /** Who finds out whether a mail is from whom it says: we do, the relay did, nobody. */
  mailAuth: 'check' | 'relay' | 'off';
  /** The name that the relay signs its results with; null where it isn't asked. */
  mailAuthservId: string | null;
  /** Domains of forwarders whose word counts (ARC). */
  mailArcSealers: readonly string[];
  /** Seconds in which a reply can be taken back; 0 for none. */
  takeBackSeconds: number;
  /** Signs cookies, links and reply addresses; the same on every machine. */
  secret: string;
  /** What `secret` was before, the newest first: still opens what was sealed and signed with it. */
  previousSecrets: readonly string[];
  /** Whether an empty database is filled with the demonstration's cast. */
  demo: boolean;
  logLevel: LogLevel;
  /** Milliseconds between the machine's time and the time this product believes in. */
  clockOffset: number;
}>;

export type LoadedConfig = { ok: true; config: Config } | { ok: false; problems: string[] };

/**
 * Reads the settings from `env`, completed by the file `.env` of `cwd` (the environment wins).
 * Every bad value is reported, one line each that begins with the variable's name. Outside
 * production a missing SECRET is drawn once and kept in the data folder.
 */
export function loadConfig(
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): LoadedConfig {
  const file = readEnvFile(resolve(cwd, '.env'));
  if (!file.ok) return file;
  const given = trimmed({ ...file.values, ...withoutEmpty(env) });
  const read = readVariables(given);
  const problems = [...(read.ok ? [] : read.problems), ...missingTogether(given)];
  return read.ok && problems.length === 0 ? complete(read.variables, cwd) : { ok: false, problems };
}

function complete(given: Variables, cwd: string): LoadedConfig {
  const production = given.NODE_ENV === 'production';
  const dataDir = resolve(cwd, given.DATA_DIR);
  const secret = given.SECRET ? { ok: true as const, secret: given.SECRET } : keptSecret(dataDir);
  if (!secret.ok) return { ok: false, problems: [`DATA_DIR ${secret.problem}`] };
  const publicUrl = given.PUBLIC_URL ?? `http://${reachable(given.HOST)}:${given.PORT}`;
  const mailDomain =
    given.MAIL_DOMAIN ?? (production ? new URL(publicUrl).hostname : 'guichet.localhost');
  const config: Config = {
    environment: given.NODE_ENV,
    host: given.HOST,
    port: given.PORT,
    publicUrl,
    trustedProxies: given.TRUSTED_PROXIES,
    dataDir,
    databaseUrl: given.DATABASE_URL ?? null,
    migrationDatabaseUrl: given.MIGRATION_DATABASE_URL ?? given.DATABASE_URL ?? null,
    redisUrl: given.REDIS_URL ?? null,
    mailboxes: Object.freeze(given.IMAP_URL.map((mailbox) => Object.freeze(mailbox))),
    smtpUrl: given.SMTP_URL ?? null,
    mailListen: given.MAIL_LISTEN && Object.freeze(given.MAIL_LISTEN),
    mailDomain,
    mailAddress: given.MAIL_ADDRESS ?? `support@${mailDomain}`,
    mailSizeLimit: given.MAIL_SIZE_LIMIT,
    mailAuth: given.MAIL_AUTH ?? (given.NODE_ENV === 'test' ? 'off' : 'check'),
    mailAuthservId: given.MAIL_AUTHSERV_ID ?? null,
    mailArcSealers: Object.freeze(given.MAIL_ARC_SEALERS),
    takeBackSeconds: given.TAKE_BACK_SECONDS ?? (given.NODE_ENV === 'test' ? 0 : 10),
    secret: secret.secret,
    previousSecrets: Object.freeze(given.SECRET_PREVIOUS),
    demo: given.DEMO ?? (!production && given.DATABASE_URL === undefined),
    logLevel: given.LOG_LEVEL ?? (given.NODE_ENV === 'test' ? 'silent' : 'info'),
    clockOffset: given.CLOCK_OFFSET,
  };
  return { ok: true, config: Object.freeze(config) };
}

/** What one variable asks of another, and what production never leaves to a default. */
function missingTogether(given: Readonly<Record<string, string>>): string[] {
  const rules: [broken: boolean, problem: string][] = [
    [
      given.MIGRATION_DATABASE_URL !== undefined && given.DATABASE_URL === undefined,
      'MIGRATION_DATABASE_URL is set without DATABASE_URL: set both, or neither.',
    ],
    [
      given.MAIL_AUTH === 'relay' && given.MAIL_AUTHSERV_ID === undefined,
      'MAIL_AUTHSERV_ID is missing: MAIL_AUTH=relay believes the results that bear the name it gives.',
    ],
  ];
  if (given.NODE_ENV === 'production') {
    rules.push(
      [
        given.SECRET === undefined,
        'SECRET is missing: production needs one of 32 characters or more, kept secret.',
      ],
      [
        given.PUBLIC_URL === undefined,
        'PUBLIC_URL is missing: production needs the address where people reach it.',
      ],
      [
        given.DATABASE_URL === undefined && !given.EMBEDDED_IN_PRODUCTION,
        'DATABASE_URL is missing: production needs a PostgreSQL, or EMBEDDED_IN_PRODUCTION=yes.',
      ],
      [
        given.CLOCK_OFFSET !== undefined,
        'CLOCK_OFFSET is refused in production: dates are evidence there.',
      ],
    );
  }
  return rules.filter(([broken]) => broken).map(([, problem]) => problem);
}

type EnvFile = { ok: true; values: Record<string, string> } | { ok: false; problems: string[] };

function readEnvFile(path: string): EnvFile {
  try {
    return { ok: true, values: withoutEmpty(parse(readFileSync(path))) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { ok: true, values: {} };
    return { ok: false, problems: [`The file ${path} cannot be read: ${message}.`] };
  }
}

/** `PORT=` in a file means "I did not choose", as if the line were not there. */
function withoutEmpty(
  values: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const entries = Object.entries(values).flatMap(([name, value]) =>
    value === undefined || value.trim() === '' ? [] : [[name, value] as const],
  );
  return Object.fromEntries(entries);
}

function trimmed(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]));
}

/** The address that a browser on this machine would use. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

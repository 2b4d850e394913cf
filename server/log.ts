import { type Logger, pino } from 'pino';

export type Log = Logger;

/** The levels that `LOG_LEVEL` may name, from the most talkative. */
export const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export type LogLevel = (typeof LOG_LEVELS)[number];

const SECRET_NAMES = [
  'password',
  'pass',
  'secret',
  'token',
  'authorization',
  'cookie',
  'databaseUrl',
  'migrationDatabaseUrl',
  'redisUrl',
  'smtpUrl',
];

/**
 * The operator's log: one JSON object a line on standard output. Secrets are hidden wherever they are
 * likely to be passed by mistake, down to two objects deep; the better protection is not to log them.
 */
export function createLog(level: LogLevel): Log {
  return pino({
    level,
    base: null,
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[hidden]',
    },
  });
}

import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

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
export function createLog(level: LogLevel, destination?: DestinationStream): Log {
  const options: LoggerOptions = {
    level,
    base: null,
    serializers: { err: (error: unknown) => (error instanceof Error ? readable(error) : error) },
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[hidden]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

/** What helps from an error; the rest of it may be a whole connection, with what went through it. */
function readable(error: Error): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const { code } = error as NodeJS.ErrnoException;
  return {
    name,
    code,
    message,
    stack,
    cause: cause instanceof Error ? readable(cause) : undefined,
  };
}

/** No connection, or one that broke: PostgreSQL's class 08, and what Node and the pool say of it. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT']);

/**
 * Whether an error is the database's trouble (away, stopping, full, over-loaded) rather than the
 * fault of what was asked: the same question may succeed later.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as { code?: unknown }).code;
  if (typeof code === 'string') {
    // 53: out of disk, memory or connections; 57: shut down or cancelled; 58: its disk fails;
    // 40: in each other's way; 25006: the other server has taken over
    return /^(?:(?:08|53|57|58|40)[0-9A-Z]{3}|25006)$/.test(code) || NO_CONNECTION.has(code);
  }
  // knex writes the statement before what the client says
  return (
    error.name === 'KnexTimeoutError' ||
    /(?:^| - )(?:Connection terminated|Client (?:has encountered|was closed)|timeout exceeded when trying|Unable to acquire a connection)/.test(
      error.message,
    )
  );
}

import { Resolver as DnsResolver } from 'node:dns/promises';

/** What a name holds: texts in pieces for TXT, else one text each. */
export type Records = string[] | string[][];

/**
 * Asks the DNS. Fails with a `code` as Node's does: `ENOTFOUND` and `ENODATA` are answers too
 * (nothing there); anything else is no answer.
 */
export type Resolver = (name: string, type: string) => Promise<Records>;

/** Milliseconds until a question is asked again; twice, the second time for twice as long. */
const PATIENCE = 1_000;

/** Asks the servers that this machine is told to ask. */
export function systemResolver(): Resolver {
  const dns = new DnsResolver({ timeout: PATIENCE, tries: 2 });
  return async (name, type) => (await dns.resolve(name, type)) as Records;
}

/** Whether the answer was that there is nothing. */
export function saysNothing(error: unknown): boolean {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOTFOUND' || code === 'ENODATA';
}

/** A failure as a resolver's. */
export function dnsError(code: string): Error {
  return Object.assign(new Error(`DNS: ${code}`), { code });
}

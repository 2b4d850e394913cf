import { isSignedPath, signPath } from '../security/signed-url.ts';
import type { House } from './command.ts';

const YEAR = 365 * 86_400_000;

/** The page on which a complaint is taken to level 2, for whoever holds the mail that names it. */
export function escalationUrl({ publicUrl, secret }: House, number: string, now: Date): string {
  return `${publicUrl}${signPath(secret, pathOf(number), new Date(now.getTime() + YEAR))}`;
}

/** Whether an address of that page is one that a mail of ours gave, and still holds. */
export function isEscalationLink(
  { secret, previousSecrets }: Pick<House, 'secret' | 'previousSecrets'>,
  number: string,
  link: { exp?: unknown; sig?: unknown },
  now: Date,
): boolean {
  const keys = [secret, ...previousSecrets];
  return keys.some((key) => isSignedPath(key, pathOf(number), link, now));
}

function pathOf(number: string): string {
  return `/complaints/${number}/escalation`;
}

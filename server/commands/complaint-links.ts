import { signPath } from '../security/signed-url.ts';
import type { House } from './command.ts';

const YEAR = 365 * 86_400_000;

/** The page on which a complaint is taken to level 2, for whoever holds the mail that names it. */
export function escalationUrl({ publicUrl, secret }: House, number: string, now: Date): string {
  const path = `/complaints/${number}/escalation`;
  return `${publicUrl}${signPath(secret, path, new Date(now.getTime() + YEAR))}`;
}

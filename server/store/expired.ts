import type { Db } from './connect.ts';

/**
 * Deletes one-time links whose time is over. Sessions and counters of attempts are forgotten by the
 * libraries that keep them, by the machine's own clock. @returns how many went
 */
export async function deleteExpired(db: Db, now: Date): Promise<number> {
  return db('user_tokens').where('expires_at', '<', now).delete();
}

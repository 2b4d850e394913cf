import type { Db } from './connect.ts';

/** Answers once the database has; throws where it can't be reached. */
export async function reach(db: Db): Promise<void> {
  await db.raw('select 1');
}

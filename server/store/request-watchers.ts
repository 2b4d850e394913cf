import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';
import { type User, userRow } from './users.ts';

/**
 * Whom a contract request's last day concerns: whoever has the ticket, all agents where nobody has it.
 *
 * @param managers whether the managers are told as well, as the day nears
 */
export async function listRequestWatchers(
  db: Db,
  assigneeId: number | null,
  { managers }: { managers: boolean },
): Promise<User[]> {
  const { rows } = await db.raw(
    `select * from users
      where customer_id is null and disabled_at is null
        and (id = :assigneeId::bigint
             or (:assigneeId::bigint is null and 'agent' = any(roles))
             or (:managers and 'manager' = any(roles)))
      order by name, id`,
    { assigneeId, managers } as never,
  );
  return decodeRows(userRow, rows);
}

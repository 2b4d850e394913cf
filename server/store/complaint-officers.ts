import type { AnsweringLevel } from '../domain/complaint/event.ts';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';
import { type User, userRow } from './users.ts';

/**
 * Who may answer a complaint at a level: its officers, less whoever handled the other one (P2).
 *
 * @param managers whether managers are told as well, who don't answer
 */
export async function listOfficers(
  db: Db,
  ticketId: number,
  level: AnsweringLevel,
  { managers }: { managers: boolean } = { managers: false },
): Promise<User[]> {
  const { rows } = await db.raw(
    `select u.* from users u
      where u.customer_id is null and u.disabled_at is null
        and ((:role = any(u.roles) and not exists (
               select from complaint_handlers h
                where h.ticket_id = :ticketId and h.user_id = u.id and h.level <> :level))
             or (:managers and 'manager' = any(u.roles)))
      order by u.name, u.id`,
    { role: `complaint_officer_${level}`, ticketId, level, managers } as never,
  );
  return decodeRows(userRow, rows);
}

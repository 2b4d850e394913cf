import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';
import { type User, userRow } from './users.ts';

const toldRow = z
  .looseObject({
    calendar_id: z.number().nullable(),
    is_assignee: z.boolean(),
    is_lead: z.boolean(),
    is_manager: z.boolean(),
  })
  .transform((row) => ({
    user: userRow.parse(row),
    /** The calendar of the team; null where business hours are theirs. */
    calendarId: row.calendar_id,
    isAssignee: row.is_assignee,
    isLead: row.is_lead,
    isManager: row.is_manager,
  }));
export type ToldColleague = z.output<typeof toldRow> & { user: User };

/** Who may be told about a ticket: its assignee, the lead of the assignee's team, the managers. */
export async function listEscalationAudiences(
  db: Db,
  assigneeId: number | null,
): Promise<ToldColleague[]> {
  const { rows } = await db.raw(
    `with assignee as (
       select u.id, t.lead_id from users u left join teams t on t.id = u.team_id
        where u.id = :assigneeId::bigint)
     select u.*, t.calendar_id, a.id is not null as is_assignee, l.id is not null as is_lead,
            'manager' = any(u.roles) as is_manager
       from users u
       left join teams t on t.id = u.team_id
       left join assignee a on a.id = u.id
       left join assignee l on l.lead_id = u.id
      where u.customer_id is null and u.disabled_at is null
        and (a.id is not null or l.id is not null or 'manager' = any(u.roles))
      order by u.id`,
    { assigneeId },
  );
  return decodeRows(toldRow, rows);
}

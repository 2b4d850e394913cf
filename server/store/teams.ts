import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const teamRow = z
  .object({
    id: z.number(),
    name: z.string(),
    lead_id: z.number().nullable(),
    calendar_id: z.number().nullable(),
    in_group: z.boolean(),
    country: z.string(),
    member_ids: z.array(z.number()),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    /** Who is told when a commitment of a member's ticket runs out (H6). */
    leadId: row.lead_id,
    /** When its members work; null for business hours. */
    calendarId: row.calendar_id,
    /** Whether it is of the provider's group (2.4). */
    inGroup: row.in_group,
    /** ISO 3166-1 alpha-2: where its members work (8.2.3). */
    country: row.country,
    memberIds: row.member_ids,
  }));
export type Team = z.output<typeof teamRow>;
type TeamFacts = Pick<Team, 'name' | 'leadId' | 'calendarId' | 'inGroup' | 'country'>;

function teams(db: Db) {
  return db('teams as t').select('t.*', {
    member_ids: db.raw(
      `(select coalesce(json_agg(u.id order by u.name, u.id), '[]'::json)
          from users u where u.team_id = t.id and u.disabled_at is null)`,
    ),
  });
}

/** Every team, by name. */
export async function listTeams(db: Db): Promise<Team[]> {
  return decodeRows(teamRow, await teams(db).orderBy('t.name'));
}

export async function findTeam(db: Db, id: number): Promise<Team | null> {
  return decodeFirst(teamRow, await teams(db).where('t.id', id).limit(1));
}

/** The team somebody is in; null where it is in none. */
export async function findTeamOf(db: Db, userId: number): Promise<Team | null> {
  const query = teams(db).join('users as member', 'member.team_id', 't.id');
  return decodeFirst(teamRow, await query.where('member.id', userId).limit(1));
}

/** @returns null where a team has this name */
export async function insertTeam(db: Db, team: TeamFacts): Promise<number | null> {
  const rows = await db('teams').insert(columns(team)).onConflict('name').ignore().returning('id');
  return rows[0]?.id ?? null;
}

/** @returns false where another team has this name */
export async function updateTeam(db: Db, id: number, team: TeamFacts): Promise<boolean> {
  const changed = await db('teams')
    .where({ id })
    .whereNotExists(db('teams as other').where('other.name', team.name).whereNot('other.id', id))
    .update(columns(team));
  return changed > 0;
}

/** Makes these its members, and nobody else: who was in another team leaves it. */
export async function setTeamMembers(
  db: Db,
  teamId: number,
  memberIds: readonly number[],
): Promise<void> {
  await db('users')
    .where({ team_id: teamId })
    .whereNotIn('id', memberIds)
    .update({ team_id: null });
  await db('users').whereIn('id', memberIds).update({ team_id: teamId });
}

function columns({ name, leadId, calendarId, inGroup, country }: TeamFacts) {
  return { name, lead_id: leadId, calendar_id: calendarId, in_group: inGroup, country };
}

import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { COUNTRIES } from '../domain/vault/countries.ts';
import { findCalendar } from '../store/calendars.ts';
import { findTeam, insertTeam, setTeamMembers, updateTeam } from '../store/teams.ts';
import { listStaff } from '../store/users.ts';
import type { Command } from './command.ts';
import { mayOrSeeds } from './save-calendar.ts';

export type SaveTeamInput = {
  /** Null for a new one. */
  teamId: number | null;
  name: string;
  leadId: number | null;
  /** When its members work; null for business hours. */
  calendarId: number | null;
  memberIds: readonly number[];
  /** Whether it is of the provider's group; so it is unless said otherwise (2.4). */
  inGroup?: boolean;
  /** ISO 3166-1 alpha-2: where its members work (8.2.3); France unless said otherwise. */
  country?: string;
};

/**
 * Records a team with its lead, who is told when a member's commitment runs out (H6), and its
 * members; each is in one team only.
 */
export const saveTeam: Command<SaveTeamInput, { teamId: number }> = async (
  { actor, tx },
  { teamId, leadId, calendarId, memberIds, inGroup = true, country = 'FR', ...input },
) => {
  if (!mayOrSeeds(actor, 'manage_staff')) return refuse('forbidden');
  if (teamId !== null && !(await findTeam(tx, teamId))) return refuse('not_found');
  const name = readField('name', input.name, { max: 100, line: true });
  if (!name.ok) return name;
  const staff = new Set((await listStaff(tx)).map(({ id }) => id));
  if (leadId !== null && !staff.has(leadId)) return refuse('invalid_choice', { field: 'lead' });
  if (memberIds.some((id) => !staff.has(id))) {
    return refuse('invalid_choice', { field: 'members' });
  }
  if (calendarId !== null && !(await findCalendar(tx, calendarId))) {
    return refuse('invalid_choice', { field: 'calendar' });
  }
  if (!COUNTRIES.includes(country)) return refuse('invalid_choice', { field: 'country' });
  const facts = { name: name.value, leadId, calendarId, inGroup, country };
  const id = teamId ?? (await insertTeam(tx, facts));
  if (id === null || (teamId !== null && !(await updateTeam(tx, teamId, facts)))) {
    return refuse('name_taken', { field: 'name' });
  }
  await setTeamMembers(tx, id, memberIds);
  return accept({ teamId: id });
};

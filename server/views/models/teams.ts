import type { Choice, Form } from './common.ts';

export interface TeamsPage {
  rows: {
    id: string;
    name: string;
    lead: string | null;
    calendar: string | null;
    members: string[];
  }[];
}

export interface TeamPage {
  /** Null while it is new. */
  team: { id: string; name: string } | null;
  action: string;
  form: Form<'name' | 'lead' | 'calendar' | 'members'>;
  staff: Choice[];
  calendars: Choice[];
  members: { id: string; name: string; chosen: boolean; otherTeam: string | null }[];
}

import type { Choice, Form } from './common.ts';

export interface TeamsPage {
  rows: {
    id: string;
    name: string;
    lead: string | null;
    calendar: string | null;
    members: string[];
    inGroup: boolean;
    country: string;
    /** Whether the contract allows that country (8.2.3). */
    allowed: boolean;
  }[];
  countries: Form<'countries'>;
}

export interface TeamPage {
  /** Null while it is new. */
  team: { id: string; name: string } | null;
  action: string;
  form: Form<'name' | 'lead' | 'calendar' | 'members' | 'group' | 'country'>;
  countries: Choice[];
  staff: Choice[];
  calendars: Choice[];
  members: { id: string; name: string; chosen: boolean; otherTeam: string | null }[];
}

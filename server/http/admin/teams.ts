import { type Request, type Response, Router } from 'express';
import { saveTeam } from '../../commands/save-team.ts';
import { settleCountries } from '../../commands/settle-countries.ts';
import { COUNTRIES } from '../../domain/vault/countries.ts';
import { listCalendars } from '../../store/calendars.ts';
import { loadAllowedCountries } from '../../store/settings.ts';
import { listTeams, type Team } from '../../store/teams.ts';
import { listStaff } from '../../store/users.ts';
import { type Choice, emptyForm, type Form } from '../../views/models/common.ts';
import type { TeamPage } from '../../views/models/teams.ts';
import type { HttpDeps } from '../deps.ts';
import { deskPage } from '../desk/desk-page.ts';
import { sayNext } from '../flash.ts';
import { formBack, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';

const LIST = '/admin/teams';
const SECTION = { section: 'teams' } as const;

/**
 * Who works with whom, who leads them and when they work. An administrator's: what a team is handed,
 * its members see (H7).
 */
export function teamRoutes(deps: HttpDeps): Router {
  const router = Router();
  const administrators = allowed('manage_staff');
  router.get(LIST, administrators, (request, response) => showTeams(deps, request, response));

  router.get(`${LIST}/new`, administrators, (request, response) =>
    showTeam(deps, request, response, null, emptyForm({ group: 'yes', country: 'FR' }), []),
  );
  router.post(LIST, administrators, (request, response) =>
    submitted(deps, request, response, null),
  );

  router.post(`${LIST}/countries`, allowed('edit_provider'), async (request, response) => {
    const { countries } = typed(request, ['countries']);
    const outcome = await deps.run(settleCountries, signedInUser(request), {
      countries: countries
        .toUpperCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    });
    if (!outcome.ok) {
      throwIfDenied(outcome);
      return showTeams(deps, request, response, formBack(response, { countries }, outcome));
    }
    sayNext(request, 'flash.countries_saved');
    response.redirect(303, LIST);
  });

  router.get(`${LIST}/:id`, administrators, async (request, response) => {
    const team = await teamIn(deps, request);
    const { name, leadId, calendarId, country } = team;
    const form = emptyForm({
      name,
      lead: idText(leadId),
      calendar: idText(calendarId),
      group: team.inGroup ? 'yes' : '',
      country,
    });
    await showTeam(deps, request, response, team, form, team.memberIds);
  });
  router.post(`${LIST}/:id`, administrators, async (request, response) =>
    submitted(deps, request, response, await teamIn(deps, request)),
  );
  return router;
}

async function submitted(
  deps: HttpDeps,
  request: Request,
  response: Response,
  team: Team | null,
): Promise<void> {
  const values = typed(request, ['name', 'lead', 'calendar', 'group', 'country']);
  const memberIds = membersIn(request);
  const outcome = await deps.run(saveTeam, signedInUser(request), {
    teamId: team?.id ?? null,
    name: values.name,
    leadId: idOf(values.lead),
    calendarId: idOf(values.calendar),
    memberIds,
    inGroup: values.group === 'yes',
    country: values.country,
  });
  if (!outcome.ok) {
    throwIfDenied(outcome);
    const form = formBack(response, { ...values, members: '' }, outcome);
    return showTeam(deps, request, response, team, form, memberIds);
  }
  sayNext(request, 'flash.team_saved');
  response.redirect(303, LIST);
}

/** Nothing chosen is nobody; what is no id is somebody who is not there. */
function idOf(chosen: string): number | null {
  return chosen === '' ? null : (numberOf(chosen) ?? 0);
}

function idText(id: number | null): string {
  return id === null ? '' : String(id);
}

function membersIn(request: Request): number[] {
  const { members } = (request.body ?? {}) as { members?: unknown };
  return [members]
    .flat()
    .filter((id) => typeof id === 'string')
    .map((id) => numberOf(id) ?? 0);
}

function countryNames(request: Request): Intl.DisplayNames {
  return new Intl.DisplayNames(localeOf(request), { type: 'region' });
}

function countryChoices(request: Request): Choice[] {
  const names = countryNames(request);
  return COUNTRIES.map((code) => ({ value: code, label: names.of(code) ?? code })).sort((a, b) =>
    a.label.localeCompare(b.label, localeOf(request)),
  );
}

async function teamIn({ database }: HttpDeps, request: Request): Promise<Team> {
  const id = numberOf(request.params.id);
  const team = (await listTeams(database)).find((known) => known.id === id);
  if (!team) throw new PageError(404);
  return team;
}

async function showTeams(
  deps: HttpDeps,
  request: Request,
  response: Response,
  refused?: Form<'countries'>,
) {
  const { database } = deps;
  const [teams, staff, calendars, allowedCountries] = await Promise.all([
    listTeams(database),
    listStaff(database),
    listCalendars(database),
    loadAllowedCountries(database),
  ]);
  const names = countryNames(request);
  const people = new Map(staff.map(({ id, name }) => [id, name]));
  const hours = new Map(calendars.map(({ calendarId, name }) => [calendarId, name]));
  await deskPage(deps, request, response, SECTION, 'teams/index', {
    countries: refused ?? emptyForm({ countries: allowedCountries.join(' ') }),
    rows: teams.map(({ id, name, leadId, calendarId, memberIds, inGroup, country }) => ({
      id: String(id),
      name,
      inGroup,
      country: names.of(country) ?? country,
      allowed: allowedCountries.includes(country),
      lead: people.get(leadId ?? 0) ?? null,
      calendar: hours.get(calendarId ?? 0) ?? null,
      members: memberIds.map((member) => people.get(member) ?? '').filter(Boolean),
    })),
  });
}

async function showTeam(
  deps: HttpDeps,
  request: Request,
  response: Response,
  team: Team | null,
  form: TeamPage['form'],
  memberIds: readonly number[],
) {
  const { database } = deps;
  const [teams, staff, calendars] = await Promise.all([
    listTeams(database),
    listStaff(database),
    listCalendars(database),
  ]);
  const others = teams.filter(({ id }) => id !== team?.id);
  await deskPage(deps, request, response, SECTION, 'teams/edit', {
    team: team && { id: String(team.id), name: team.name },
    action: team ? `${LIST}/${team.id}` : LIST,
    form,
    countries: countryChoices(request),
    staff: staff.map(({ id, name }) => ({ value: String(id), label: name })),
    calendars: calendars.map(({ calendarId, name }) => ({
      value: String(calendarId),
      label: name,
    })),
    members: staff.map(({ id, name }) => ({
      id: String(id),
      name,
      chosen: memberIds.includes(id),
      otherTeam: others.find((other) => other.memberIds.includes(id))?.name ?? null,
    })),
  });
}

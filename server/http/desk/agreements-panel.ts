import type { Request } from 'express';
import { isOfTheGroup } from '../../commands/vault-right.ts';
import { may } from '../../domain/user/permission.ts';
import { isWithinGroup } from '../../domain/vault/reveal-right.ts';
import { agreementRow } from '../../presenters/vault-view.ts';
import { listAgreements } from '../../store/agreements.ts';
import { loadAllowedCountries } from '../../store/settings.ts';
import { listTeams } from '../../store/teams.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { AgreementsPanel } from '../../views/models/vault.ts';
import type { HttpDeps } from '../deps.ts';
import { signedInUser } from '../reader.ts';

const SHOWN = 25;

/** What a customer's page shows of its agreements. */
export async function loadAgreements(
  { database }: HttpDeps,
  request: Request,
  customerId: number,
  form: AgreementsPanel['form'] = emptyForm(),
): Promise<AgreementsPanel> {
  const reader = signedInUser(request);
  const [agreements, teams, countries, within] = await Promise.all([
    listAgreements(database, customerId, SHOWN),
    listTeams(database),
    loadAllowedCountries(database),
    isOfTheGroup(database, reader),
  ]);
  return {
    customerId: String(customerId),
    rows: agreements.map(agreementRow),
    teams: teams
      .filter((team) => !isWithinGroup(team, countries))
      .map(({ id, name }) => ({ value: String(id), label: name })),
    mayRecord: within && may(reader, 'record_agreements'),
    form,
  };
}

import { type Refusal, refuse } from '../domain/outcome.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { isWithinGroup } from '../domain/vault/reveal-right.ts';
import { hasAgreed } from '../store/agreements.ts';
import type { Db } from '../store/connect.ts';
import { loadAllowedCountries } from '../store/settings.ts';
import { findTeamOf } from '../store/teams.ts';

/**
 * Whether this member of the staff may open this customer's vault and services (H7): its team is of
 * the provider's group and in an allowed country, or the customer agreed to it.
 */
export async function mayOpenVault(db: Db, staff: UserActor, customerId: number): Promise<boolean> {
  const [team, countries] = await Promise.all([findTeamOf(db, staff.id), loadAllowedCountries(db)]);
  if (team === null || isWithinGroup(team, countries)) return true;
  return hasAgreed(db, { customerId, teamId: team.id });
}

/** @returns null where it may */
export async function refuseOutsiders(
  db: Db,
  staff: UserActor,
  customerId: number,
): Promise<Refusal | null> {
  return (await mayOpenVault(db, staff, customerId)) ? null : refuse('agreement_missing');
}

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
  const { team, within } = await standingOf(db, staff);
  return within || team === null || hasAgreed(db, { customerId, teamId: team.id });
}

/** Whether its team is of the provider's group and in an allowed country. */
export async function isOfTheGroup(db: Db, staff: UserActor): Promise<boolean> {
  return (await standingOf(db, staff)).within;
}

async function standingOf(db: Db, staff: UserActor) {
  const [team, countries] = await Promise.all([findTeamOf(db, staff.id), loadAllowedCountries(db)]);
  return { team, within: isWithinGroup(team, countries) };
}

/** @returns null where it may */
export async function refuseOutsiders(
  db: Db,
  staff: UserActor,
  customerId: number,
): Promise<Refusal | null> {
  return (await mayOpenVault(db, staff, customerId)) ? null : refuse('agreement_missing');
}

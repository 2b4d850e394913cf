/** What of a member of the staff's team decides whether it sees a customer's secrets (H7). */
export type TeamStanding = {
  /** Whether the team is of the provider's group. */
  readonly inGroup: boolean;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
};

/**
 * Whether a team may open a customer's vault and services without its agreement: one of the
 * provider's group, in a country that the contract allows (2.4, 8.2.3). Nobody's team is the
 * provider's own.
 */
export function isWithinGroup(
  team: TeamStanding | null,
  allowedCountries: readonly string[],
): boolean {
  return team === null || (team.inGroup && allowedCountries.includes(team.country));
}

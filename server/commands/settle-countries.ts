import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { COUNTRIES } from '../domain/vault/countries.ts';
import { saveAllowedCountries } from '../store/settings.ts';
import type { Command } from './command.ts';

/** Settles in which countries a team needs no agreement of the customers' (8.2.3). */
export const settleCountries: Command<{ countries: readonly string[] }, null> = async (
  { actor, tx, now },
  { countries },
) => {
  if (!may(actor, 'edit_provider')) return refuse('forbidden');
  if (countries.length === 0) return refuse('required', { field: 'countries' });
  const unknown = countries.find((code) => !COUNTRIES.includes(code));
  if (unknown !== undefined) {
    return refuse('unknown_country', { field: 'countries', details: { what: unknown } });
  }
  await saveAllowedCountries(tx, [...new Set(countries)].sort(), now);
  return accept(null);
};

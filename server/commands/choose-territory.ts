import { TERRITORIES, type Territory } from '../domain/billing/territory.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { findCustomer, setCustomerTerritory } from '../store/customers.ts';
import type { Command } from './command.ts';

/** Staff say where a customer is, as far as tax goes; what was charged already stays (D4). */
export const chooseTerritory: Command<{ customerId: number; territory: Territory }, null> = async (
  { actor, tx },
  { customerId, territory },
) => {
  if (!may(actor, 'see_customers')) return refuse('forbidden');
  if (!TERRITORIES.includes(territory)) return refuse('invalid_choice', { field: 'territory' });
  if (!(await findCustomer(tx, customerId))) return refuse('not_found');
  await setCustomerTerritory(tx, customerId, territory);
  return accept(null);
};

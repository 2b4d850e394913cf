import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { findCustomer, setColleaguesJoin } from '../store/customers.ts';
import type { Command } from './command.ts';

/** Staff say whether a customer's contacts who answer a mail of a ticket take part by themselves. */
export const letColleaguesJoin: Command<{ customerId: number; join: boolean }, null> = async (
  { actor, tx },
  { customerId, join },
) => {
  if (!may(actor, 'choose_colleagues')) return refuse('forbidden');
  if (!(await findCustomer(tx, customerId))) return refuse('not_found');
  await setColleaguesJoin(tx, customerId, join);
  return accept(null);
};

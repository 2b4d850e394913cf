import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { may } from '../domain/user/permission.ts';
import { type Customer, findCustomer, QUALITIES, updateCustomer } from '../store/customers.ts';
import type { Command } from './command.ts';

export type IdentifyInput = { id: number; name: string; quality: Customer['quality'] };

/** Staff say who a stranger turned out to be; its quality changes its rights. */
export const identifyCustomer: Command<IdentifyInput, null> = async ({ actor, tx, now }, input) => {
  if (!may(actor, 'see_customers')) return refuse('forbidden');
  const customer = await findCustomer(tx, input.id);
  if (!customer) return refuse('not_found');
  if (!QUALITIES.includes(input.quality)) return refuse('invalid_choice', { field: 'quality' });
  const name = readField('name', input.name, { max: 200, line: true });
  if (!name.ok) return name;
  await updateCustomer(tx, customer.id, {
    name: name.value,
    quality: input.quality,
    confirmedAt: customer.confirmedAt ?? now,
  });
  return accept(null);
};

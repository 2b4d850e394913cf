import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { may } from '../domain/user/permission.ts';
import { type Customer, findCustomer, QUALITIES, updateCustomer } from '../store/customers.ts';
import { changeQuality } from './change-quality.ts';
import type { Command } from './command.ts';

export type IdentifyInput = {
  id: number;
  name: string;
  quality: Customer['quality'];
  /** What the change of quality rests on; asked for where it changes. */
  evidence: string;
};

/** Staff say who a stranger turned out to be; its quality changes its rights. */
export const identifyCustomer: Command<IdentifyInput, null> = async (context, input) => {
  const { actor, tx, now } = context;
  if (actor.kind !== 'user' || !may(actor, 'see_customers')) return refuse('forbidden');
  const customer = await findCustomer(tx, input.id);
  if (!customer) return refuse('not_found');
  if (!QUALITIES.includes(input.quality)) return refuse('invalid_choice', { field: 'quality' });
  const name = readField('name', input.name, { max: 200, line: true });
  if (!name.ok) return name;
  const { quality: to, evidence } = input;
  const changed = await changeQuality(context, customer, { to, evidence, staff: actor });
  if (!changed.ok) return changed;
  await updateCustomer(tx, customer.id, {
    name: name.value,
    quality: input.quality,
    confirmedAt: customer.confirmedAt ?? now,
  });
  return accept(null);
};

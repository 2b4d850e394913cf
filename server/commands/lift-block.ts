import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { blockLiftedLetter } from '../letters/customer-block.ts';
import { endBlock } from '../store/customer-blocks.ts';
import { findCustomer } from '../store/customers.ts';
import type { Command } from './command.ts';
import { writeToContacts } from './write-to-contacts.ts';

/** A manager lifts a customer's block: its new requests are taken in again, and it is told so. */
export const liftBlock: Command<{ customerId: number }, null> = async (context, { customerId }) => {
  const { actor, tx, now, house } = context;
  if (actor.kind !== 'user' || !may(actor, 'block_customers')) return refuse('forbidden');
  const customer = await findCustomer(tx, customerId);
  if (!customer) return refuse('not_found');
  if (!(await endBlock(tx, customerId, actor.id, now))) return refuse('not_blocked');
  await writeToContacts(context, customerId, (to, provider) =>
    blockLiftedLetter(to, {
      customerName: customer.name,
      providerName: provider.name,
      portalUrl: house.publicUrl,
    }),
  );
  return accept(null);
};

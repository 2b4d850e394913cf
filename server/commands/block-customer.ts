import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { may } from '../domain/user/permission.ts';
import { customerBlockedLetter } from '../letters/customer-block.ts';
import { insertBlock } from '../store/customer-blocks.ts';
import { findCustomer } from '../store/customers.ts';
import type { Command } from './command.ts';
import { writeToContacts } from './write-to-contacts.ts';

/**
 * A manager has a customer's new requests turned away (I5). Its people are told why, and what
 * stays open to them; the tickets that it has go on.
 */
export const blockCustomer: Command<{ customerId: number; reason: string }, null> = async (
  context,
  { customerId, reason: given },
) => {
  const { actor, tx, now, house } = context;
  if (actor.kind !== 'user' || !may(actor, 'block_customers')) return refuse('forbidden');
  const customer = await findCustomer(tx, customerId);
  if (!customer) return refuse('not_found');
  const reason = readField('reason', given, { max: 2_000 });
  if (!reason.ok) return reason;
  const block = { customerId, reason: reason.value, blockedBy: actor.id };
  if (!(await insertBlock(tx, block, now))) return refuse('already_blocked');
  await writeToContacts(context, customerId, (to, provider) =>
    customerBlockedLetter(to, {
      customerName: customer.name,
      reason: reason.value,
      blockedAt: now,
      provider,
      portalUrl: house.publicUrl,
      mailAddress: house.mailAddress,
    }),
  );
  return accept(null);
};

import { accept, refuse } from '../domain/outcome.ts';
import type { SecretWords } from '../domain/vault/secret.ts';
import { unseal } from '../security/seal.ts';
import { insertAccess } from '../store/access-log.ts';
import { findSecret } from '../store/secrets.ts';
import type { Command } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { refuseOutsiders } from './vault-right.ts';

export type RevealInput = { number: string; secretId: number };

/**
 * Shows a credential to staff entitled to it (D7, H7). Each time stands in the ticket's history,
 * which its customer reads, and in the log of accesses (V5); nothing is told where either fails.
 */
export const revealSecret: Command<RevealInput, SecretWords> = async (
  context,
  { number, secretId },
) => {
  const { tx, now, house } = context;
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const secret = await findSecret(tx, { id: secretId, ticketId: ticket.id });
  if (!secret) return refuse('not_found');
  const outsider = await refuseOutsiders(tx, staff, ticket.customerId);
  if (outsider) return outsider;
  if (!secret.sealed) return refuse('secret_wiped');
  const keys = [house.secret, ...house.previousSecrets];
  const text = unseal(keys, { ticketId: ticket.id, secretId }, secret.sealed);
  if (text === null) return refuse('secret_unreadable');
  await continueHistory(context, ticket, [{ type: 'secret_revealed', data: { secret: secretId } }]);
  const { customerId, id: ticketId } = ticket;
  await insertAccess(tx, { userId: staff.id, customerId, ticketId, what: 'secret' }, now);
  return accept(JSON.parse(text));
};

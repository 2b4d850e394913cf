import { accept, refuse } from '../domain/outcome.ts';
import { wipeSecretsOf } from '../store/secrets.ts';
import type { Command } from './command.ts';
import { holdAsRequester, holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

/** Its customer, or staff who need it no longer, wipes one credential before the ticket ends. */
export const wipeSecret: Command<{ number: string; secretId: number }, null> = async (
  context,
  { number, secretId },
) => {
  const { tx, now, actor } = context;
  const contact = actor.kind === 'user' && actor.customerId !== null;
  const held = contact
    ? await holdAsRequester(context, number)
    : await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  const secrets = await wipeSecretsOf(tx, ticket.id, now, secretId);
  if (secrets.length === 0) return refuse('not_found');
  await continueHistory(context, ticket, [{ type: 'secrets_wiped', data: { secrets } }]);
  return accept(null);
};

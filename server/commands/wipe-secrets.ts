import { accept, refuse } from '../domain/outcome.ts';
import { isEnded } from '../domain/ticket/status.ts';
import { wipeSecretsOf } from '../store/secrets.ts';
import type { Command } from './command.ts';
import type { Ending } from './ending.ts';
import { holdAsRequester, holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

/** A ticket that is closed or refused keeps no credential (D7), whoever ends it. */
export const wipeSecrets: Ending = async ({ tx, now }, ticket, happened) => {
  const ends = happened.some((event) => event.type === 'status_changed' && isEnded(event.data.to));
  const secrets = ends ? await wipeSecretsOf(tx, ticket.id, now) : [];
  return secrets.length > 0 ? [{ type: 'secrets_wiped', data: { secrets } }] : [];
};

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

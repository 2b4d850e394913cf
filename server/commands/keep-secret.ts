import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { readSecret, type SecretWords } from '../domain/vault/secret.ts';
import { seal } from '../security/seal.ts';
import { insertSecret, nextSecretId } from '../store/secrets.ts';
import type { Command, CommandContext } from './command.ts';
import { holdAsRequester, holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

export type KeepSecretInput = { number: string } & SecretWords;

/** The ticket's customer, or staff to whom it was told, puts a credential in its vault (D7). */
export const keepSecret: Command<KeepSecretInput, { secretId: number }> = async (
  context,
  { number, ...typed },
) => {
  const held = await holdForEither(context, number);
  if (!held.ok) return held;
  const { ticket, keeper } = held.value;
  if (isEnded(ticket.status)) return refuse('ticket_ended');
  const words = readSecret(typed);
  if (!words.ok) return words;
  const { secretId, event } = await putInVault(context, { ticket, keeper }, words.value);
  await continueHistory(context, ticket, [event]);
  return accept({ secretId });
};

/** Seals a credential beside a ticket that the command holds. @returns what happened */
export async function putInVault(
  { tx, now, house }: CommandContext,
  { ticket, keeper }: { ticket: Ticket; keeper: UserActor },
  words: SecretWords,
): Promise<{ secretId: number; event: TicketEventData }> {
  const secretId = await nextSecretId(tx);
  const place = { ticketId: ticket.id, secretId };
  const sealed = seal(house.secret, place, JSON.stringify(words));
  await insertSecret(tx, { id: secretId, ticketId: ticket.id, keptBy: keeper.id, sealed }, now);
  return { secretId, event: { type: 'secret_kept', data: { secret: secretId } } };
}

async function holdForEither(
  context: CommandContext,
  number: string,
): Promise<Outcome<{ ticket: Ticket; keeper: UserActor }>> {
  if (context.actor.kind === 'user' && context.actor.customerId !== null) {
    const held = await holdAsRequester(context, number);
    return held.ok ? accept({ ticket: held.value.ticket, keeper: held.value.contact }) : held;
  }
  const held = await holdAsStaff(context, number);
  return held.ok ? accept({ ticket: held.value.ticket, keeper: held.value.staff }) : held;
}

import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { may, mayReachTicket } from '../domain/user/permission.ts';
import { readPassages } from '../domain/vault/passages.ts';
import { readSecret, type SecretWords } from '../domain/vault/secret.ts';
import { makeCaseFilesAnew } from '../store/case-files.ts';
import { listJoined } from '../store/join-offers.ts';
import { type AuthoredMessage, findAuthoredMessage } from '../store/redactions.ts';
import { lockTicketById } from '../store/tickets.ts';
import type { Command, CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import { putInVault } from './keep-secret.ts';
import { redactCopies, redactWords } from './redacting.ts';

export type RedactInput = {
  messageId: number;
  /** What is to be taken out, a line each. */
  passages: string;
  /** Put in the vault in the same breath; null to take out only. */
  keep: SecretWords | null;
};

/**
 * Takes a credential out of a message, and out of whatever repeats it on its ticket (D7): the
 * original is nowhere any more, and its salt with it (V4). The history says that it was done and
 * what the message's digest is from then on.
 *
 * A customer does so with what its own side wrote. What the provider wrote to it is evidence, which
 * only the provider's staff redact; and so is what a flagged conduct is proved by (I5).
 */
export const redactMessage: Command<RedactInput, { number: string }> = async (context, input) => {
  const held = await holdMessage(context, input.messageId);
  if (!held.ok) return held;
  const { ticket, message, actor } = held.value;
  const passages = readPassages(input.passages);
  if (!passages.ok) return passages;
  const words = input.keep && readSecret(input.keep);
  if (words && !words.ok) return words;
  if (words && isEnded(ticket.status)) return refuse('ticket_ended');

  const byCustomer = actor.customerId !== null;
  const done = await redactWords(context, ticket, message, {
    passages: passages.value,
    byCustomer,
  });
  if (!done.ok) return done;
  // what it opened before it moved here may repeat it too
  const places = [ticket, ...(await listJoined(context.tx, ticket.id))];
  for (const place of places) {
    await redactCopies(context, place, { ...done.value, passages: passages.value, byCustomer });
  }
  const kept = words && (await putInVault(context, { ticket, keeper: actor }, words.value));
  await continueHistory(context, ticket, [...(kept ? [kept.event] : []), ...done.value.events]);
  // a copy made before still says it
  for (const { id } of places) {
    context.happened.caseFileIds.push(...(await makeCaseFilesAnew(context.tx, id, context.now)));
  }
  return accept({ number: ticket.number });
};

/** Whether this person may take something out of this message. */
export function mayRedact(actor: UserActor, message: AuthoredMessage): boolean {
  if (!mayReachTicket(actor, message)) return false;
  if (actor.customerId === null) return may(actor, 'handle_requests');
  return message.byCustomer && message.visibility === 'public' && !message.isEvidence;
}

async function holdMessage(
  { actor, tx }: CommandContext,
  id: number,
): Promise<Outcome<{ ticket: Ticket; message: AuthoredMessage; actor: UserActor }>> {
  if (actor.kind !== 'user') return refuse('forbidden');
  const found = await findAuthoredMessage(tx, id);
  if (!found || !mayReachTicket(actor, found)) return refuse('not_found');
  if (actor.customerId !== null && found.visibility !== 'public') return refuse('not_found');
  const ticket = await lockTicketById(tx, found.ticketId);
  // read again once held: a conduct may just have been flagged
  const message = await findAuthoredMessage(tx, id);
  if (!ticket || !message) return refuse('not_found');
  return mayRedact(actor, message) ? accept({ ticket, message, actor }) : refuse('forbidden');
}

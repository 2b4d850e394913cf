import { refuse } from '../domain/outcome.ts';
import { readMailChoicesToken } from '../security/mail-choices-link.ts';
import { lockTicket } from '../store/tickets.ts';
import type { Command } from './command.ts';
import { dismissParticipant } from './remove-participant.ts';

/**
 * Whoever holds the link of a mail leaves a ticket that this mail's reader takes part in. It tells
 * the same of a ticket that there is not as of one that this person has no part in.
 */
export const leaveTicket: Command<{ token: string; number: string }, null> = async (
  context,
  { token, number },
) => {
  const { tx, house } = context;
  const userId = readMailChoicesToken([house.secret, ...house.previousSecrets], token);
  const ticket = userId === null ? null : await lockTicket(tx, number);
  if (userId === null || !ticket) return refuse('not_found');
  return dismissParticipant(context, ticket, userId);
};

import { accept, refuse } from '../domain/outcome.ts';
import { cleanText } from '../domain/text-field.ts';
import { may } from '../domain/user/permission.ts';
import { type DraftKind, deleteDraft, saveDraft as keepDraft } from '../store/drafts.ts';
import { findTicket } from '../store/tickets.ts';
import type { Command } from './command.ts';

/** Keeps what an agent is writing, so that nothing typed is lost; an empty draft is forgotten. */
export const saveDraft: Command<{ number: string; kind: DraftKind; body: string }, null> = async (
  { actor, tx, now },
  { number, kind, body },
) => {
  if (actor.kind !== 'user' || !may(actor, 'work_on_tickets')) return refuse('forbidden');
  const ticket = await findTicket(tx, number);
  if (!ticket) return refuse('not_found');
  const text = cleanText(body);
  if (text.length > 100_000)
    return refuse('too_long', { field: 'body', details: { max: 100_000 } });
  const draft = { userId: actor.id, ticketId: ticket.id, kind };
  if (text.trim() === '') await deleteDraft(tx, draft);
  else await keepDraft(tx, { ...draft, body: text }, now);
  return accept(null);
};

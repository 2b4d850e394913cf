import { mayReact } from '../domain/complaint/move.ts';
import { levelOf } from '../domain/complaint/path.ts';
import { accept, refuse } from '../domain/outcome.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Command } from './command.ts';
import { continueComplaint } from './complaint-record.ts';
import { holdComplaintAsContact } from './held-complaint.ts';

/** The customer says that an answer is enough, which ends its complaint, or that it isn't. */
export const reactToComplaint: Command<{ number: string; satisfied: boolean }, null> = async (
  context,
  { number, satisfied },
) => {
  const held = await holdComplaintAsContact(context, number);
  if (!held.ok) return held;
  const { path, ticket } = held.value;
  const level = levelOf(path);
  if (level === 3) return refuse('complaint_moved_on');
  const allowed = mayReact(path, level);
  if (!allowed.ok) return allowed;
  const events: TicketEventData[] = [{ type: 'complaint_reaction', data: { level, satisfied } }];
  if (satisfied && ticket.status !== 'closed') {
    events.push({ type: 'status_changed', data: { from: ticket.status, to: 'closed' } });
  }
  await continueComplaint(context, held.value, events);
  return accept(null);
};

import type { IntakeOutcome } from '../domain/mail/decide-intake.ts';
import { isForged } from '../domain/mail/sender-proof.ts';
import { lockTicketById } from '../store/tickets.ts';
import { clearUnreachable } from '../store/unreachable-addresses.ts';
import type { CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import { type Intake, senderOf } from './intake.ts';

/** Outcomes of what a person wrote. */
const WRITTEN_BY_SOMEBODY: readonly IntakeOutcome[] = [
  'ticket_opened',
  'linked_ticket_opened',
  'reply_threaded',
  'refused',
];

/**
 * Whoever writes from an address reads there again: it is no longer one that takes no mail, and the
 * ticket that was written on says so. An answering machine proves no reader, a forged mail nothing.
 */
export async function welcomeBack(
  context: CommandContext,
  { decision, facts, mail, proof }: Pick<Intake, 'decision' | 'facts' | 'mail' | 'proof'>,
  ticketId: number | null,
): Promise<void> {
  if (!facts.from_unreachable || isForged(proof ?? null)) return;
  if (!WRITTEN_BY_SOMEBODY.includes(decision.outcome)) return;
  const { tx } = context;
  if (!(await clearUnreachable(tx, senderOf(mail) ?? ''))) return;
  const ticket = ticketId === null ? null : await lockTicketById(tx, ticketId);
  if (ticket) await continueHistory(context, ticket, [{ type: 'address_cleared', data: {} }]);
}

import { FROM_STAFF, type IntakeDecision } from '../domain/mail/decide-intake.ts';
import type { MailFacts } from '../store/mail-facts.ts';
import type { CommandContext } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';

/**
 * A colleague's mail is a note only where the desk would let it write one: not once its account is
 * closed, and on a complaint as an officer of its level, who takes part from then on (P2). Anything
 * else waits for a person.
 */
export async function asColleagueMay(
  context: CommandContext,
  decision: IntakeDecision,
  { sender }: Pick<MailFacts, 'sender'>,
  threadTicket: string | null,
): Promise<IntakeDecision> {
  if (decision.outcome !== 'reply_threaded' || sender?.customer_id !== null) return decision;
  const { id, name, roles, locale, time_zone: timeZone } = sender;
  const actor = { kind: 'user', id, name, roles, customerId: null, locale, timeZone } as const;
  const held = sender.disabled
    ? null
    : await holdAsStaff({ ...context, actor }, threadTicket ?? '');
  if (held?.ok) return decision;
  const reasons = [...decision.recognition.reasons, FROM_STAFF];
  return { ...decision, outcome: 'quarantined', reasons, acknowledge: false };
}

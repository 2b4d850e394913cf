import { isRequestKind } from '../domain/contract-request/event.ts';
import {
  type Acknowledging,
  acknowledging,
  isNearlyHeld,
  LATELY_MS,
} from '../domain/mail/brakes.ts';
import type { TicketKind } from '../domain/ticket/ticket.ts';
import { countAcknowledgedAlone } from '../store/acknowledgements.ts';
import type { CommandContext } from './command.ts';
import type { Intake } from './intake.ts';

/**
 * How the sender of a mail is told of its receipt (I2). A known customer's contract request has a
 * letter of its own, which says days, and always leaves at once.
 */
export async function acknowledgingMail(
  { tx, now }: CommandContext,
  { decision, facts }: Pick<Intake, 'decision' | 'facts'>,
  { address, kind }: { address: string; kind: TicketKind },
): Promise<Acknowledging> {
  if (!decision.acknowledge) return 'never';
  const known = facts.sender?.known === true;
  if (known && isRequestKind(kind)) return 'now';
  const { mail_rules: rules, acknowledged_lately: lately } = facts;
  const exactly =
    !known && isNearlyHeld(lately, rules)
      ? await countAcknowledgedAlone(tx, address, new Date(now.getTime() - LATELY_MS))
      : lately;
  return acknowledging({ known, lately: exactly }, rules);
}

import type { TicketKind } from '../ticket/ticket.ts';
import { REFUSAL_GROUNDS, type RefusalGround } from './event.ts';

/**
 * Why a ticket of this kind may be refused (I5). A notice of illegal content comes from anybody:
 * wanting a contract is no ground against it. A dispute is examined, even a late one (D5): it is
 * decided, never refused.
 */
export function groundsAgainst(kind: TicketKind): readonly RefusalGround[] {
  if (kind === 'billing_dispute') return [];
  if (kind !== 'content_notice') return REFUSAL_GROUNDS;
  return REFUSAL_GROUNDS.filter(
    (ground) => ground !== 'not_contracted' && ground !== 'third_party',
  );
}

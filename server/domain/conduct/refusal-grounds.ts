import { REQUALIFIABLE, type TicketKind } from '../ticket/ticket.ts';
import { REFUSAL_GROUNDS, type RefusalGround } from './event.ts';

/**
 * Why a ticket of this kind may be refused (I5). A notice of illegal content comes from anybody:
 * wanting a contract is no ground against it. What has a procedure of its own (a dispute, a
 * complaint, a contract request) is decided by it, never refused.
 */
export function groundsAgainst(kind: TicketKind): readonly RefusalGround[] {
  if (!REQUALIFIABLE.includes(kind)) return [];
  if (kind !== 'content_notice') return REFUSAL_GROUNDS;
  return REFUSAL_GROUNDS.filter(
    (ground) => ground !== 'not_contracted' && ground !== 'third_party',
  );
}

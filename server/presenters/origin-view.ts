import { toldNotes } from '../domain/mail/mail-notes.ts';
import { knownDoubts } from '../domain/mail/sender-doubts.ts';
import type { ConversationMessage } from '../store/messages.ts';
import type { OriginView } from '../views/models/messages.ts';

/** What staff are told of the mail that brought a message; null where none did. */
export function originView({
  id,
  origin,
}: Pick<ConversationMessage, 'id' | 'origin'>): OriginView | null {
  if (!origin) return null;
  return {
    proof: origin.proof,
    domain: origin.domain,
    doubts: knownDoubts(origin.doubts),
    notes: toldNotes(origin.notes),
    url: origin.kept ? `/desk/messages/${id}` : null,
  };
}

import { toldNotes } from '../domain/mail/mail-notes.ts';
import { knownDoubts } from '../domain/mail/sender-doubts.ts';
import type { ConversationMessage } from '../store/messages.ts';
import type { OriginView } from '../views/models/messages.ts';

/** What staff are told of the mail that brought a message; null where none did, or nothing is. */
export function originView(origin: ConversationMessage['origin']): OriginView | null {
  if (!origin) return null;
  const doubts = knownDoubts(origin.doubts);
  const notes = toldNotes(origin.notes);
  if (origin.proof === null && doubts.length + notes.length === 0) return null;
  return { proof: origin.proof, domain: origin.domain, doubts, notes };
}

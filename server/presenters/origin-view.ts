import { knownDoubts } from '../domain/mail/sender-doubts.ts';
import type { ConversationMessage } from '../store/messages.ts';
import type { OriginView } from '../views/models/messages.ts';

/** What staff are told of the mail that brought a message; null where none did, or nothing is. */
export function originView(origin: ConversationMessage['origin']): OriginView | null {
  if (!origin) return null;
  const doubts = knownDoubts(origin.doubts);
  if (origin.proof === null && doubts.length === 0) return null;
  return { proof: origin.proof, domain: origin.domain, doubts };
}

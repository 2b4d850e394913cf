import type { IncomingMail } from '../../server/domain/mail/incoming-mail.ts';
import { type SplitReply, splitReply } from '../../server/domain/mail/split-reply.ts';
import { splitHtmlReply } from './split-html-reply.ts';

/** What the author of a mail wrote now, and what is folded: from its text, else from its HTML. */
export function visibleReply(mail: IncomingMail): SplitReply {
  if (mail.text.trim() === '' && mail.html !== null) return splitHtmlReply(mail.html);
  return splitReply(mail.text);
}

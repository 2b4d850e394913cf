import { splitReply } from '../../server/domain/mail/split-reply.ts';
import { htmlToText } from './html-to-text.ts';

/** An HTML body in two, as text and as HTML. */
export interface SplitHtmlReply {
  readonly visible: string;
  readonly quoted: string;
  readonly visibleHtml: string;
}

export function splitHtmlReply(html: string): SplitHtmlReply {
  return { ...splitReply(htmlToText(html)), visibleHtml: html };
}

import { type SplitReply, splitReply } from '../../server/domain/mail/split-reply.ts';
import { boundedHtml } from './bounded-html.ts';
import { htmlLines, RULE_LINE } from './html-lines.ts';

/**
 * Folds the quotations of an HTML body. The markup only says more surely what is quoted: it is
 * rendered as lines, quotations as `> `, and then the same domain function decides as for text,
 * so that the domain needs no HTML library and both kinds of body are judged alike.
 */
export function splitHtmlReply(html: string): SplitReply {
  const { visible, quoted } = splitReply(htmlLines(boundedHtml(html).html, false), 'fold');
  return { visible: withoutRules(visible), quoted: withoutRules(quoted) };
}

function withoutRules(text: string): string {
  return text.replaceAll(RULE_LINE, '').trim();
}

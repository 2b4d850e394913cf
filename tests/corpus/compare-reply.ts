import type { CorpusCase } from './cases.ts';
import type { Verdict } from './compare.ts';
import { fold } from './compare-reading.ts';

/** What is shown of a reply, as each origin counts it: white space folded, or none at all. */
export function compareReply(
  test: CorpusCase,
  reply: { visible_reply: string; quoted: string },
): Verdict[] {
  const { expect } = test;
  const shown = reply.visible_reply;
  const verdicts: Verdict[] = [];
  const add = (what: string, right: boolean, expected: unknown) =>
    verdicts.push({ aim: 'reply', what, right, expected, actual: shown });
  if (typeof expect.visible_reply === 'string') {
    add('visible_reply', fold(shown) === fold(expect.visible_reply), expect.visible_reply);
  }
  if (typeof expect.visible_reply_text_nows === 'string') {
    add(
      'visible_reply_text_nows',
      bare(shown) === bare(expect.visible_reply_text_nows),
      expect.visible_reply_text_nows,
    );
  }
  if (typeof expect.visible_reply_html_nows === 'string') {
    const words = bare(textOf(expect.visible_reply_html_nows));
    add('visible_reply_html_nows', bare(shown) === words, words);
  }
  if (Array.isArray(expect.visible_matches)) {
    const right = (expect.visible_matches as string[]).every((pattern) =>
      regex(pattern).test(shown),
    );
    add('visible_matches', right, expect.visible_matches);
  } else if (typeof expect.visible_matches === 'string') {
    add('visible_matches', regex(expect.visible_matches).test(shown), expect.visible_matches);
  }
  if (expect.nothing_hidden === true) {
    add('nothing_hidden', reply.quoted.trim() === '', 'nothing hidden');
  }
  return verdicts;
}

function regex(pattern: string): RegExp {
  const slashed = /^\/(.*)\/([a-z]*)$/s.exec(pattern);
  return slashed ? new RegExp(slashed[1]!, slashed[2]) : new RegExp(pattern);
}

function bare(text: string): string {
  return text.replace(/[\s\u00a0]+/g, '');
}

function textOf(html: string): string {
  return html
    .replace(/<(style|script|title)\b.*?<\/\1>/gis, '')
    .replace(/<!--.*?-->/gs, '')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

import { holds, redactText } from './redact-text.ts';

const TAG = /<[^<>]*>/g;
const STYLES = /<style[\s>][\s\S]*?<\/style>/gi;
const VALUE = /=\s*(?:"([^"]*)"|'([^']*)')/g;
const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Whether an HTML text holds one of the passages, in its words or in an attribute. */
export function htmlHolds(html: string, passages: readonly string[]): boolean {
  const shown = html.replace(STYLES, ' ');
  // a passage may be cut by tags, which are nothing to its reader, or by blocks, which are breaks
  const glued = decoded(shown.replace(TAG, ''));
  const apart = decoded(shown.replace(TAG, ' '));
  return holds(glued, passages) || holds(apart, passages) || tagsHold(shown, passages);
}

/**
 * A mail of ours without the passages. Where they are cut by its markup, the mail is its own text,
 * redacted.
 *
 * @param text the same mail as plain text
 */
export function redactLetterHtml(html: string, text: string, passages: readonly string[]): string {
  if (!htmlHolds(html, passages)) return html;
  const redacted = html
    .split(/(<style[\s>][\s\S]*?<\/style>|<[^<>]*>)/i)
    .map((part) => {
      // an address that held a passage leads nowhere any more: its words stay
      if (part.startsWith('<')) return tagsHold(part, passages) ? '' : part;
      return holds(decoded(part), passages)
        ? escapeHtml(redactText(decoded(part), passages))
        : part;
    })
    .join('');
  if (!htmlHolds(redacted, passages)) return redacted;
  return `<pre style="white-space:pre-wrap">${escapeHtml(redactText(text, passages))}</pre>`;
}

function tagsHold(html: string, passages: readonly string[]): boolean {
  const values = (html.match(TAG) ?? []).flatMap((tag) =>
    [...tag.matchAll(VALUE)].map(([, double, single]) => decoded(double ?? single ?? '')),
  );
  return values.some((value) => holds(value, passages));
}

function decoded(html: string): string {
  return html.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]+));/gi, (entity, dec, hex, name) => {
    if (name) return NAMED[name.toLowerCase()] ?? entity;
    const code = dec ? Number(dec) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : entity;
  });
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** What stands where a passage was: always as long, since a password's length says something. */
export const REDACTED = '[•••••]';

/** Whether a text holds one of the passages, however it is cut into lines. */
export function holds(text: string, passages: readonly string[]): boolean {
  return spansOf(text, passages).length > 0;
}

/**
 * The text without the passages (D7): wherever they stand, in whatever case, composed or not, cut
 * into lines or quoted, and as an address writes them.
 */
export function redactText(text: string, passages: readonly string[]): string {
  let redacted = '';
  let from = 0;
  for (const { start, end } of merged(spansOf(text, passages))) {
    redacted += text.slice(from, start) + REDACTED;
    from = end;
  }
  return redacted + text.slice(from);
}

type Span = { start: number; end: number };

function spansOf(text: string, passages: readonly string[]): Span[] {
  return passages
    .flatMap(spellingsOf)
    .flatMap((spelling) => occurrences(text, patternOf(spelling)))
    .sort((a, b) => a.start - b.start);
}

/** Every occurrence, those that overlap included: `aa` stands twice in `aaa`. */
function occurrences(text: string, pattern: RegExp): Span[] {
  const found: Span[] = [];
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push({ start: match.index, end: match.index + match[0].length });
    // past the whole character: within one, the search would begin again before it
    pattern.lastIndex =
      match.index + (String.fromCodePoint(text.codePointAt(match.index) ?? 0).length || 1);
  }
  return found;
}

function merged(spans: readonly Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else joined.push({ ...span });
  }
  return joined;
}

function spellingsOf(passage: string): string[] {
  const written = passage.toWellFormed().trim();
  if (written === '') return [];
  const encoded = encodeURIComponent(written);
  return [...new Set([written, written.normalize('NFC'), written.normalize('NFD'), encoded])];
}

/** Between its words a passage may have been cut into lines, and its lines quoted. */
function patternOf(passage: string): RegExp {
  const words = passage.split(/\s+/).map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp(words.join('[\\s>]+'), 'giu');
}

import { accept, type Outcome, refuse } from './outcome.ts';

const CONTROL_CHARACTERS = /(?![\n\t])\p{Cc}/gu;

/** Text as it may be stored: PostgreSQL refuses NUL, and no other control character is a letter. */
export function cleanText(text: string): string {
  return text.toWellFormed().replace(/\r\n?/g, '\n').replace(CONTROL_CHARACTERS, '');
}

/** One line: a line break in a name or a subject would be a new header in a mail. */
export function cleanLine(text: string): string {
  return cleanText(text)
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim();
}

/** What anybody typed makes no link of a mail of ours: it may go to somebody else. */
export function withoutLinks(text: string): string {
  return text.replace(/[a-z][a-z0-9+.-]*:\/\//gi, '');
}

/**
 * Reads a field that a person typed.
 *
 * @param max the most characters (UTF-16 units) it may have once cleaned
 * @returns the cleaned text, or `required` / `too_long` with the field's name
 */
export function readField(
  field: string,
  typed: string,
  { max, line = false }: { max: number; line?: boolean },
): Outcome<string> {
  const text = line ? cleanLine(typed) : cleanText(typed).trim();
  if (text === '') return refuse('required', { field });
  if (text.length > max) return refuse('too_long', { field, details: { max } });
  return accept(text);
}

import { decodeText } from './charset.ts';
import { decodeHeaderValue } from './encoded-words.ts';

/** `Content-Type: text/plain; charset=utf-8` as value and parameters, names lowercase. */
export interface ParameterisedValue {
  readonly value: string;
  readonly params: ReadonlyMap<string, string>;
}

/**
 * Reads a header with parameters as leniently as readers must: RFC 2231 continuations and
 * charsets, RFC 2047 words inside quotes (forbidden, everywhere), unquoted blanks, lost quotes.
 */
export function readParameters(raw: string, hint: string | null = null): ParameterisedValue {
  const pieces = splitOutsideQuotes(raw);
  const value = stripComments(pieces.shift() ?? '')
    .trim()
    .toLowerCase();
  const plain = new Map<string, string>();
  const extended = new Map<string, { index: number; text: string; encoded: boolean }[]>();
  for (const piece of pieces) {
    const equals = piece.indexOf('=');
    if (equals < 1) continue;
    const key = piece.slice(0, equals).trim().toLowerCase();
    const text = unquote(piece.slice(equals + 1).trim());
    const star = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/.exec(key);
    if (star) {
      const list = extended.get(star[1]!) ?? [];
      list.push({
        index: star[2] === undefined ? 0 : Number(star[2]),
        text,
        encoded: star[2] === undefined || star[3] !== undefined,
      });
      extended.set(star[1]!, list);
    } else if (!plain.has(key)) {
      plain.set(key, decodeHeaderValue(text, hint));
    }
  }
  for (const [key, list] of extended) plain.set(key, joinExtended(list, hint));
  return { value, params: plain };
}

function joinExtended(
  list: { index: number; text: string; encoded: boolean }[],
  hint: string | null,
): string {
  list.sort((a, b) => a.index - b.index);
  let charset: string | null = null;
  const bytes: Buffer[] = [];
  for (const [position, piece] of list.entries()) {
    let text = piece.text;
    if (position === 0 && piece.encoded) {
      const prefix = /^([^']*)'[^']*'/.exec(text);
      if (prefix) {
        charset = prefix[1] ?? null;
        text = text.slice(prefix[0].length);
      }
    }
    bytes.push(piece.encoded ? percentBytes(text) : Buffer.from(text, 'latin1'));
  }
  const joined = Buffer.concat(bytes);
  const encodedWords = joined.toString('latin1');
  if (charset === null && encodedWords.includes('=?')) return decodeHeaderValue(encodedWords, hint);
  return decodeHeaderSafe(decodeText(joined, charset, hint).text);
}

function decodeHeaderSafe(text: string): string {
  return text.replace(/\p{Cc}/gu, '');
}

function percentBytes(text: string): Buffer {
  const out = Buffer.allocUnsafe(text.length);
  let length = 0;
  for (let i = 0; i < text.length; i += 1) {
    const pair = text[i] === '%' ? text.slice(i + 1, i + 3) : '';
    if (/^[0-9a-fA-F]{2}$/.test(pair)) {
      out[length++] = Number.parseInt(pair, 16);
      i += 2;
    } else {
      out[length++] = text.charCodeAt(i) & 0xff;
    }
  }
  return out.subarray(0, length);
}

/** Splits at semicolons that stand outside quotes; a quote that never closes ends at the next `;`. */
function splitOutsideQuotes(raw: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  let i = 0;
  let quotes = true;
  while (i < raw.length) {
    const char = raw[i];
    if (char === '"') {
      const close: number = quotes ? closingQuote(raw, i) : -1;
      quotes = close !== -1;
      i = close === -1 ? i + 1 : close + 1;
    } else if (char === ';') {
      pieces.push(raw.slice(start, i));
      start = i + 1;
      i += 1;
    } else {
      i += 1;
    }
  }
  pieces.push(raw.slice(start));
  return pieces;
}

function closingQuote(raw: string, open: number): number {
  for (let i = open + 1; i < raw.length; i += 1) {
    if (raw[i] === '\\') i += 1;
    else if (raw[i] === '"') return i;
  }
  return -1;
}

function unquote(text: string): string {
  // bounded, as brackets without end would take quadratic time
  if (!text.startsWith('"')) {
    return text.length > 4_000 ? text : text.replace(/\s*\([^)]*\)\s*$/, '');
  }
  const close = closingQuote(text, 0);
  const inner = close === -1 ? text.slice(1) : text.slice(1, close);
  // A backslash before a letter is a Windows path, not an escape.
  return inner.replace(/\\(["\\])/g, '$1');
}

function stripComments(text: string): string {
  return text.includes('(') ? text.replace(/\([^()]*\)/g, '') : text;
}

import { decodeText } from './charset.ts';
import { decodeBase64, decodeQWord } from './transfer-encoding.ts';

interface EncodedBytes {
  readonly charset: string;
  readonly bytes: Buffer[];
}

const ENCODED_WORD = /=\?([^?\s]{1,60})\?([bqBQ])\?([^?]*)\?=/g;

/**
 * A header value (one character per raw byte) as people read it: RFC 2047 words decoded, raw
 * 8-bit bytes read as UTF-8 or by `hint`, every control character replaced by a blank so that no
 * value can ever make a second header line.
 */
export function decodeHeaderValue(raw: string, hint: string | null = null): string {
  const text = raw.includes('=?') ? decodeWords(raw, hint) : decodeRaw(raw, hint);
  return withoutControls(text);
}

function decodeWords(raw: string, hint: string | null): string {
  const pieces: (string | EncodedBytes)[] = [];
  let end = 0;
  for (const match of raw.matchAll(ENCODED_WORD)) {
    const [whole, charset = '', encoding = '', payload = ''] = match;
    const between = raw.slice(end, match.index);
    const previous = pieces.at(-1);
    const adjacent = typeof previous === 'object' && /^\s*$/.test(between);
    if (!adjacent && between !== '') pieces.push(between);
    const bytes =
      encoding.toLowerCase() === 'b'
        ? decodeBase64(Buffer.from(payload, 'latin1'))
        : decodeQWord(payload);
    // A multibyte character may be cut between two words (forbidden, common): join before decoding.
    if (adjacent && joins(previous.charset, charset)) {
      previous.bytes.push(bytes);
    } else pieces.push({ charset, bytes: [bytes] });
    end = match.index + whole.length;
  }
  if (end < raw.length) pieces.push(raw.slice(end));
  return pieces
    .map((piece) =>
      typeof piece === 'string'
        ? decodeRaw(piece, hint)
        : decodeText(Buffer.concat(piece.bytes), piece.charset, hint).text,
    )
    .join('');
}

/** Stateful charsets begin anew in each word. */
function joins(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase() && !/^(?:iso-2022|utf-?7|hz)/i.test(one);
}

function decodeRaw(raw: string, hint: string | null): string {
  if (!/[\u0080-\uffff]/.test(raw)) return raw;
  return decodeText(Buffer.from(raw, 'latin1'), null, hint).text;
}

/** Blanks for control characters, one for a run that holds a line end; NUL vanishes. */
export function withoutControls(text: string): string {
  if (!/\p{Cc}/u.test(text)) return text;
  return text
    .replace(/[\r\n]+[\t ]*/g, ' ')
    .replaceAll('\0', '')
    .replace(/\p{Cc}/gu, ' ');
}

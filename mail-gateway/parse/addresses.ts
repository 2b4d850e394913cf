import type { MailAddress } from '../../server/domain/mail/incoming-mail.ts';
import { decodeHeaderValue, withoutControls } from './encoded-words.ts';

interface Piece {
  readonly kind: 'word' | 'quoted' | 'comment' | 'angle' | 'comma' | 'semicolon' | 'colon';
  readonly text: string;
}

/** More addresses than this in one header is no mail from a person. */
const MOST = 2_000;

/**
 * The mailboxes of an address header. Structure is read before RFC 2047 words are decoded, so an
 * encoded comma or bracket cannot forge a second address; groups give their members; comments give
 * the name where there is no other; obsolete routes are dropped.
 */
export function readAddresses(raw: string, hint: string | null = null): MailAddress[] {
  const found: MailAddress[] = [];
  let current: Piece[] = [];
  const finish = () => {
    const address = toAddress(current, hint);
    if (address) found.push(address);
    current = [];
  };
  for (const piece of tokens(raw)) {
    if (found.length >= MOST) break;
    if (piece.kind === 'comma' || piece.kind === 'semicolon') {
      if (piece.kind === 'comma' && isUnquotedNameComma(current))
        current.push({ kind: 'word', text: ',' });
      else finish();
    } else if (piece.kind === 'colon') current = [];
    else {
      // `<a@x> <b@y>` without a comma is two mailboxes.
      if (piece.kind === 'angle' && current.some((known) => known.kind === 'angle')) finish();
      current.push(piece);
    }
  }
  finish();
  return found;
}

/** `Moreau, Jean <jean@…>`: a name with a forgotten pair of quotes, not a mailbox called Moreau. */
function isUnquotedNameComma(pieces: readonly Piece[]): boolean {
  if (pieces.length === 0) return false;
  return (
    pieces.every((piece) => piece.kind === 'word' || piece.kind === 'quoted') &&
    !pieces.some((piece) => piece.text.includes('@'))
  );
}

function toAddress(pieces: readonly Piece[], hint: string | null): MailAddress | null {
  if (pieces.length === 0) return null;
  const angle = pieces.find((piece) => piece.kind === 'angle');
  const comments = pieces.filter((piece) => piece.kind === 'comment');
  const words = pieces.filter((piece) => piece.kind === 'word' || piece.kind === 'quoted');
  const commentName = decodeName(
    comments.map((piece) => piece.text),
    hint,
  );
  if (angle) {
    const name = decodeName(
      words.map((piece) => piece.text),
      hint,
    );
    const address = cleanAddress(angle.text);
    if (address === '' && name.includes('@') && !name.includes(' '))
      return { name: '', address: name };
    if (address === '') return null;
    return { name: name === '' ? commentName : name, address };
  }
  const joined = words.map((piece) => piece.text).join(' ');
  const at = words.findIndex((piece) => piece.text.includes('@'));
  if (at === -1) {
    const name = decodeName(
      words.map((piece) => piece.text),
      hint,
    );
    const hidden = /<([^<>\s]+@[^<>\s]+)>\s*$/.exec(name);
    if (hidden) return { name: name.slice(0, hidden.index).trim(), address: hidden[1]! };
    return null;
  }
  if (
    /^[^@\s]+(?:\s*\.\s*[^@\s.]+)*\s*@\s*[^@\s]+(?:\s*\.\s*[^@\s.]+)*$/.test(joined) &&
    joined.length < 1_000
  ) {
    return { name: commentName, address: cleanAddress(joined) };
  }
  const address = cleanAddress(words[at]!.text);
  const name = decodeName(
    words.filter((_, index) => index !== at).map((piece) => piece.text),
    hint,
  );
  return { name: name === '' ? commentName : name, address };
}

function decodeName(texts: readonly string[], hint: string | null): string {
  return decodeHeaderValue(texts.join(' '), hint).replace(/\s+/g, ' ').replace(/ ,/g, ',').trim();
}

function cleanAddress(text: string): string {
  let address = text.replace(/\s+/g, '').replace(/\([^()]*\)/g, '');
  if (address.startsWith('@') && address.includes(':'))
    address = address.slice(address.indexOf(':') + 1);
  address = address.replace(/^mailto:/i, '');
  if (address.length <= 4_000) address = address.replace(/^['"]+|['"]+$/g, '');
  return withoutControls(decodeHeaderValue(address)).replace(/\s+/g, '');
}

function* tokens(raw: string): Generator<Piece> {
  let i = 0;
  let word = '';
  // Once an opening has no end, none after it has: looking again would cost the square.
  let quotes = true;
  let comments = true;
  while (i < raw.length) {
    const char = raw[i]!;
    if (char === '"') {
      const close = quotes ? quoteEnd(raw, i) : -1;
      if (close === -1) {
        quotes = false;
        i += 1;
        continue;
      }
      const inner = raw.slice(i + 1, close).replace(/\\(.)/g, '$1');
      if (raw[close + 1] === '@' || word !== '') {
        word += raw.slice(i, close + 1);
      } else {
        yield { kind: 'quoted', text: inner };
      }
      i = close + 1;
      continue;
    }
    if (char === '(' && comments) {
      const close = commentEnd(raw, i);
      comments = close !== -1;
      if (close !== -1) {
        if (word !== '') yield { kind: 'word', text: word };
        word = '';
        yield { kind: 'comment', text: raw.slice(i + 1, close).replace(/\\(.)/g, '$1') };
        i = close + 1;
        continue;
      }
    }
    if (char === '<') {
      const close = raw.indexOf('>', i);
      if (word !== '') yield { kind: 'word', text: word };
      word = '';
      yield { kind: 'angle', text: close === -1 ? raw.slice(i + 1) : raw.slice(i + 1, close) };
      i = close === -1 ? raw.length : close + 1;
      continue;
    }
    if (char === '=' && raw[i + 1] === '?') {
      const encoded = /^=\?[^?\s]{1,60}\?[bqBQ]\?[^?]*\?=/.exec(raw.slice(i, i + 2_000));
      if (encoded) {
        word += encoded[0];
        i += encoded[0].length;
        continue;
      }
    }
    const blank = char === ' ' || char === '\t' || char === '\r' || char === '\n';
    const separator =
      char === ',' ||
      char === ';' ||
      (char === ':' &&
        !raw
          .slice(i - 6, i)
          .toLowerCase()
          .endsWith('mailto'));
    if (blank || separator) {
      if (word !== '') yield { kind: 'word', text: word };
      word = '';
      if (char === ',') yield { kind: 'comma', text: char };
      else if (char === ';') yield { kind: 'semicolon', text: char };
      else if (char === ':') yield { kind: 'colon', text: char };
    } else if (char !== '>') {
      word += char;
    }
    i += 1;
  }
  if (word !== '') yield { kind: 'word', text: word };
}

function quoteEnd(raw: string, open: number): number {
  for (let i = open + 1; i < raw.length; i += 1) {
    if (raw[i] === '\\') i += 1;
    else if (raw[i] === '"') return i;
  }
  return -1;
}

function commentEnd(raw: string, open: number): number {
  let depth = 0;
  for (let i = open; i < raw.length; i += 1) {
    if (raw[i] === '\\') i += 1;
    else if (raw[i] === '(') depth += 1;
    else if (raw[i] === ')') {
      depth -= 1;
      if (depth === 0) return i;
    }
  }
  return -1;
}

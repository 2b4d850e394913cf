import type { IncomingMail } from './incoming-mail.ts';
import { isFromBlock, isFromLine } from './reply/from-block.ts';
import { midlineReplyHeader, replyHeaderLength } from './reply/reply-header.ts';
import {
  isDatedSeparator,
  isOriginalSeparator,
  isReplyMarker,
  isRule,
} from './reply/separators.ts';
import { isOutlookMobileLine, signatureStart } from './reply/signature.ts';

/** A body in two: what its author wrote now, and what is carried along. Nothing is thrown away. */
export interface SplitReply {
  readonly visible: string;
  readonly quoted: string;
}

/** Nobody writes more; what follows is folded unread. */
const MOST_CHARACTERS = 400_000;
const MOST_LINES = 10_000;

interface Segment {
  /** `own` words, a `quote` with `>`, the `header` above one, a `signature`, or `rest`: another mail to the end. */
  readonly kind: 'own' | 'quote' | 'header' | 'signature' | 'rest';
  readonly lines: string[];
}

/**
 * Folds quotations, forwarded mails and the signature of a plain-text body. Answers written
 * between the lines keep the lines they answer. Where nothing of one's own would be left, the
 * whole body stays visible. `loneQuote` says what becomes of a single quotation without a header
 * in the middle: a typed `>` is context, a block of HTML is carried along.
 */
export function splitReply(text: string, loneQuote: 'keep' | 'fold' = 'keep'): SplitReply {
  const { lines, tail } = beginning(text);
  const segments = withoutSignatures(cutSegments(lines));
  if (tail !== '') segments.push({ kind: 'rest', lines: [tail] });
  const shown = shownSegments(segments, loneQuote);
  const visible = joined(segments.filter((_, index) => shown.has(index)));
  const quoted = joined(segments.filter((_, index) => !shown.has(index)));
  const carried = segments.filter(({ kind }) => kind === 'quote' || kind === 'rest');
  if (visible === '' && carried.length > 0 && !segments.some(({ kind }) => kind === 'header')) {
    return {
      visible: unquoted(joined(carried)),
      quoted: joined(segments.filter(({ kind }) => kind === 'signature')),
    };
  }
  return { visible, quoted };
}

/** Folds the body of a mail, as text or as its HTML reads. */
export function replyOf(mail: Pick<IncomingMail, 'text' | 'bodyText'>): SplitReply {
  return splitReply(mail.bodyText, mail.text.trim() === '' ? 'fold' : 'keep');
}

function beginning(text: string): { lines: string[]; tail: string } {
  const read = text.slice(0, MOST_CHARACTERS).replace(/\r\n?/g, '\n').split('\n');
  const lines = read.slice(0, MOST_LINES);
  const tail = [...read.slice(MOST_LINES), text.slice(MOST_CHARACTERS)].join('\n');
  return { lines, tail: tail.trim() === '' ? '' : tail };
}

function cutSegments(lines: readonly string[]): Segment[] {
  const segments: Segment[] = [];
  const bare = lines.map(comparable);
  let own: string[] = [];
  let fenced = false;
  const push = (kind: Segment['kind'], taken: readonly string[]) => {
    if (own.length > 0) segments.push({ kind: 'own', lines: own });
    own = [];
    if (taken.length > 0) segments.push({ kind, lines: [...taken] });
  };
  let index = 0;
  while (index < lines.length) {
    const line = lines[index]!;
    if (/^\s*```/.test(line)) fenced = !fenced && bare.indexOf('```', index + 1) !== -1;
    if (fenced || line.trim() === '') {
      own.push(line);
      index += 1;
      continue;
    }
    const words = hasWords(own) || segments.some(({ kind }) => kind === 'own');
    if (beginsAnotherMail(bare, index) || (words && isOutlookMobileLine(bare[index]!))) {
      push('rest', lines.slice(index));
      return segments;
    }
    const midline = isQuote(bare[index]!) ? -1 : midlineReplyHeader(bare[index]!);
    const header = midline > 0 ? 0 : replyHeaderLength(bare, index);
    if (header > 0 || midline > 0) {
      if (midline > 0) own.push(line.slice(0, midline).replace(/\s*-*\s*$/, ''));
      const end = index + Math.max(1, header);
      const words =
        own.some((one) => one.trim() !== '') || segments.some(({ kind }) => kind === 'own');
      if (!isQuote(nextWords(bare, end)) && (words || hasWords(own))) {
        push('rest', lines.slice(index));
        return segments;
      }
      push('header', midline > 0 ? [line.slice(midline)] : lines.slice(index, end));
      index = end;
    } else if (isQuote(bare[index]!)) {
      const end = quoteEnd(bare, index);
      push('quote', lines.slice(index, end));
      index = end;
    } else {
      own.push(line);
      index += 1;
    }
  }
  push('own', []);
  return segments;
}

function hasWords(lines: readonly string[]): boolean {
  return lines.some((line) => line.trim() !== '');
}

/** Below this line everything is another mail, whatever its lines look like. */
function beginsAnotherMail(lines: readonly string[], index: number): boolean {
  const line = lines[index]!;
  if (isOriginalSeparator(line) || isReplyMarker(line) || isFromBlock(lines, index)) return true;
  if (isDatedSeparator(line) && isFromLine(nextWords(lines, index + 1))) return true;
  return isRule(line) && line.trim().length >= 10 && isFromLine(nextWords(lines, index + 1));
}

/** Segments to show: one's own words, and quotations that answers stand between. */
function shownSegments(segments: readonly Segment[], loneQuote: 'keep' | 'fold'): Set<number> {
  const own = segments.flatMap(({ kind, lines }, index) =>
    kind === 'own' && hasWords(lines) ? [index] : [],
  );
  const first = own[0] ?? -1;
  const last = own.at(-1) ?? -1;
  const inside = segments.flatMap(({ kind }, index) =>
    kind === 'quote' && index < last ? [index] : [],
  );
  const headed = (index: number) => segments.slice(0, index).some(({ kind }) => kind === 'header');
  const between =
    inside.length > 1 ||
    (inside.length === 1 && loneQuote === 'keep' && inside[0]! > first && !headed(inside[0]!));
  return new Set([...own, ...(between ? inside : []), ...citedBefore(segments, first)]);
}

/** Quotations of the author's own choice: under its words, and above the header of another mail. */
function citedBefore(segments: readonly Segment[], first: number): number[] {
  const header = segments.findIndex(({ kind }) => kind === 'header' || kind === 'rest');
  if (first === -1 || header === -1) return [];
  return segments.flatMap(({ kind }, index) =>
    kind === 'quote' && index > first && index < header ? [index] : [],
  );
}

/** Folds the signature that ends each stretch of one's own words. */
function withoutSignatures(segments: readonly Segment[]): Segment[] {
  return segments.flatMap((segment): Segment[] => {
    if (segment.kind !== 'own') return [segment];
    const start = signatureStart(segment.lines);
    if (!hasWords(segment.lines.slice(start))) return [segment];
    return [
      { kind: 'own', lines: segment.lines.slice(0, start) },
      { kind: 'signature', lines: segment.lines.slice(start) },
    ];
  });
}

/** The end of a quotation: its `>` lines, the blank ones between, and lines that a program wrapped. */
function quoteEnd(lines: readonly string[], start: number): number {
  let end = start;
  for (let index = start; index < lines.length; index += 1) {
    const line = lines[index]!;
    if (isQuote(line)) end = index + 1;
    else if (line.trim() === '') {
      if (!isQuote(nextWords(lines, index))) break;
    } else if (index !== end || !isQuote(lines[index + 1] ?? '')) break;
    else if (replyHeaderLength(lines, index) > 0) break;
  }
  return end;
}

function isQuote(line: string): boolean {
  return /^\s{0,3}(?:>|\|\s|[A-Z][A-Za-z]{0,9}>(?:\s|$))/.test(line);
}

/** One level of `>` taken off where every line has it. */
function unquoted(text: string): string {
  const lines = text.split('\n');
  if (!lines.every((line) => line.startsWith('>') || line.trim() === '')) return text;
  return lines
    .map((line) => line.replace(/^> ?/, ''))
    .join('\n')
    .trim();
}

function nextWords(lines: readonly string[], from: number): string {
  for (let index = from; index < lines.length; index += 1) {
    if (lines[index]!.trim() !== '') return lines[index]!;
  }
  return '';
}

/** A line as patterns compare it: no exotic blanks or apostrophes, no direction marks. */
function comparable(line: string): string {
  return line
    .replace(/[\u00a0\u2007\u2009\u202f\u3000]/g, ' ')
    .replace(/[\u2019\u02bc]/g, "'")
    .replace(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');
}

function joined(segments: readonly Segment[]): string {
  const lines = segments.flatMap((segment) => segment.lines);
  const first = lines.findIndex((line) => line.trim() !== '');
  return first === -1 ? '' : lines.slice(first).join('\n').trimEnd();
}

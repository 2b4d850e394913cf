import type { IncomingMail, MailAddress } from '../../server/domain/mail/incoming-mail.ts';
import { readAddresses } from './addresses.ts';
import { boundedHtml } from './bounded-html.ts';
import { defaultBudget, type ParseBudget, Spending } from './budget.ts';
import { type BodySegment, type CollectedParts, collectParts } from './collect-parts.ts';
import { decodeHeaderValue, withoutControls } from './encoded-words.ts';
import { decodeFields, type RawFields } from './header-block.ts';
import { htmlLines } from './html-lines.ts';
import { readMailDate } from './mail-date.ts';
import { MailUnreadable } from './mail-unreadable.ts';
import { readMessageId, readMessageIds } from './message-ids.ts';
import { type MimePart, readMimeTree } from './mime-tree.ts';
import { readReports } from './read-reports.ts';

/**
 * Reads a raw mail. Lenient with everything that people's programs get wrong; throws
 * `MailUnreadable` (and nothing else) where the mail is empty or breaks its budget.
 * Nothing in it touches the network, a file or a database.
 */
export async function parseMail(
  raw: Uint8Array,
  budget: ParseBudget = defaultBudget,
): Promise<IncomingMail> {
  try {
    return readMail(raw, new Spending(budget));
  } catch (error) {
    if (error instanceof MailUnreadable) throw error;
    throw new MailUnreadable('malformed', error instanceof Error ? error.message : String(error));
  }
}

function readMail(raw: Uint8Array, spending: Spending): IncomingMail {
  if (raw.byteLength > spending.budget.maxBytes) {
    throw new MailUnreadable('too_large', `${raw.byteLength} bytes`);
  }
  const bytes = withLineFeeds(Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength));
  const source = bytes.toString('latin1');
  if (source.trim() === '') throw new MailUnreadable('empty', 'no header and no body');

  const root = readMimeTree(source, spending);
  const hint = firstCharset(root);
  const parts = collectParts(root, bytes, hint, spending);
  spending.time();
  const reports = readReports(parts, bytes, hint);
  const fields = root.fields;
  const { text, html } = joinSegments(boundedSegments(parts));

  return {
    messageId: readMessageId(fields.get('message-id')?.[0]),
    inReplyTo: readMessageIds(all(fields, 'in-reply-to')),
    references: readMessageIds(all(fields, 'references')),
    date: readMailDate(fields.get('date')?.[0]),
    from: addresses(fields, 'from', hint)[0] ?? nobody(fields, hint),
    sender: addresses(fields, 'sender', hint)[0] ?? null,
    replyTo: addresses(fields, 'reply-to', hint),
    to: addresses(fields, 'to', hint),
    cc: addresses(fields, 'cc', hint),
    returnPath: returnPath(fields),
    subject: decodeHeaderValue(fields.get('subject')?.[0] ?? '', hint).trim(),
    text,
    html,
    bodyText: text.trim() === '' && html !== null ? htmlLines(html, true) : text,
    attachments: parts.attachments,
    headers: decodeFields(fields, hint),
    contentType: root.declaredType,
    ...reports,
    notes: [...parts.notes],
  };
}

/** Mails of old Macs, and of some archives, end their lines with a lone carriage return. */
function withLineFeeds(raw: Buffer): Buffer {
  const lineFeed = raw.indexOf(0x0a);
  const carriage = raw.indexOf(0x0d);
  if (carriage === -1 || (lineFeed !== -1 && lineFeed <= carriage + 1)) return raw;
  const headerEnd = raw.indexOf('\r\r', 0, 'latin1');
  if (lineFeed !== -1 && (headerEnd === -1 || headerEnd > lineFeed)) return raw;
  const bytes = Buffer.from(raw);
  for (let i = 0; i < bytes.length; i += 1) {
    if (bytes[i] === 0x0d && bytes[i + 1] !== 0x0a) bytes[i] = 0x0a;
  }
  return bytes;
}

/** The charset of the body, a fair guess for header bytes that name none. */
function firstCharset(part: MimePart): string | null {
  const own = part.params.get('charset');
  if (own) return own;
  for (const child of part.children) {
    const found = firstCharset(child);
    if (found) return found;
  }
  return null;
}

function boundedSegments({ segments, notes }: CollectedParts): BodySegment[] {
  return segments.map((segment) => {
    if (segment.html === null) return segment;
    const { html, cut } = boundedHtml(segment.html);
    if (cut) notes.add('html:cut');
    return { ...segment, html };
  });
}

function joinSegments(segments: readonly BodySegment[]): { text: string; html: string | null } {
  const hasHtml = segments.some((segment) => segment.html !== null);
  const hasText = segments.some((segment) => segment.text !== null && segment.text.trim() !== '');
  const texts: string[] = [];
  const htmls: string[] = [];
  for (const { text, html } of segments) {
    if (text !== null) texts.push(text);
    else if (html !== null && hasText) texts.push(htmlLines(html, true));
    if (html !== null) htmls.push(html);
    else if (text !== null && hasHtml && text.trim() !== '') htmls.push(textAsHtml(text));
  }
  return { text: texts.join('\n'), html: hasHtml ? htmls.join('\n') : null };
}

/** Words that came without HTML, among others that have it: shown as typed. */
function textAsHtml(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return `<div style="white-space:pre-wrap">${escaped}</div>`;
}

function addresses(fields: RawFields, name: string, hint: string | null): MailAddress[] {
  return readAddresses((fields.get(name) ?? []).join(', '), hint);
}

/** `From: MAILER-DAEMON <>`, `From: Postmaster`: a name and no address to answer. */
function nobody(fields: RawFields, hint: string | null): MailAddress | null {
  const raw = fields
    .get('from')?.[0]
    ?.replace(/<\s*>.*$/, '')
    .trim();
  if (raw === undefined || raw.length > 200) return null;
  return { name: decodeHeaderValue(raw, hint).replace(/^[\s"]+|[\s"]+$/g, ''), address: '' };
}

function returnPath(fields: RawFields): string | null {
  const raw = fields.get('return-path')?.[0];
  if (raw === undefined) return null;
  return withoutControls(/<([^<>]*)>/.exec(raw)?.[1] ?? raw).trim();
}

function all(fields: RawFields, name: string): string {
  return (fields.get(name) ?? []).join(' ');
}

import type { MailAttachment } from '../../server/domain/mail/incoming-mail.ts';
import { decodeText } from './charset.ts';
import { withoutControls } from './encoded-words.ts';
import { unflow } from './flowed-text.ts';
import { readMessageId } from './message-ids.ts';
import type { MimePart } from './mime-tree.ts';
import { nameOf, nameWithoutName } from './part-names.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** A stretch of the body in reading order: one way of saying it, or both. */
export interface BodySegment {
  text: string | null;
  html: string | null;
}

/** What the parts of a mail hold, before it is put together. */
export interface CollectedParts {
  readonly segments: BodySegment[];
  readonly attachments: MailAttachment[];
  /** Reports and originals, for the reader of bounces and complaints. */
  readonly reports: MimePart[];
  readonly originals: MimePart[];
  readonly notes: Set<string>;
}

const REPORT_TYPES = new Set([
  'message/delivery-status',
  'message/global-delivery-status',
  'message/feedback-report',
  'message/disposition-notification',
  'message/global-disposition-notification',
]);
const HEADER_TYPES = new Set([
  'text/rfc822-headers',
  'text/rfc822-header',
  'message/rfc822-headers',
  'message/global-headers',
]);

/** Walks the tree in reading order and sorts each leaf: words, file, report, original. */
export function collectParts(root: MimePart, raw: Buffer, hint: string | null): CollectedParts {
  const inlineTexts: MimePart[] = [];
  const collected: CollectedParts = {
    segments: [],
    attachments: [],
    reports: [],
    originals: [],
    notes: new Set(),
  };
  visit(root, null);
  // Some programs send the very words as an inline text file: show them, and keep the file.
  if (collected.segments.every(({ text, html }) => !text?.trim() && !html?.trim())) {
    for (const part of inlineTexts) addWords(part, null);
  }
  // A gateway that wraps a bounce to add its disclaimer still declares the report.
  if (collected.reports.length === 0 && root.params.has('report-type')) findReports(root);
  return collected;

  function findReports(part: MimePart): void {
    if (REPORT_TYPES.has(part.type)) collected.reports.push(part);
    for (const child of part.children) findReports(child);
  }

  function visit(part: MimePart, alternative: BodySegment | null): void {
    if (part.type.startsWith('multipart/')) {
      noteSecurity(part);
      const segment =
        part.type === 'multipart/alternative' && alternative === null
          ? { text: null, html: null }
          : alternative;
      if (segment && segment !== alternative) collected.segments.push(segment);
      for (const child of part.children) visit(child, segment);
      return;
    }
    if (REPORT_TYPES.has(part.type)) {
      collected.reports.push(part);
      return;
    }
    if (HEADER_TYPES.has(part.type)) {
      collected.originals.push(part);
      return;
    }
    if (part.type === 'message/rfc822' || part.type === 'message/global')
      collected.originals.push(part);
    if (isBody(part)) addWords(part, alternative);
    else if (part.type !== 'text/x-amp-html') addFile(part);
    if (part.type === 'text/plain' && part.disposition === 'inline') inlineTexts.push(part);
  }

  function addWords(part: MimePart, alternative: BodySegment | null): void {
    const html = part.type === 'text/html';
    const words = readWords(part);
    const segment = alternative ?? { text: null, html: null };
    if (!alternative) collected.segments.push(segment);
    if (html) segment.html = segment.html === null ? words : `${segment.html}\n${words}`;
    else segment.text = segment.text === null ? words : `${segment.text}\n${words}`;
  }

  function readWords(part: MimePart): string {
    const bytes = decodeTransfer(raw.subarray(part.bodyStart, part.bodyEnd), part.encoding);
    const label =
      part.params.get('charset') ?? (part.type === 'text/html' ? metaCharset(bytes) : null);
    const decoded = decodeText(bytes, label, hint);
    if (decoded.note) collected.notes.add(decoded.note);
    let text = decoded.text.includes('\r') ? decoded.text.replace(/\r\n?/g, '\n') : decoded.text;
    if (text.includes('\0')) {
      text = text.replaceAll('\0', '');
      collected.notes.add('text:nul_dropped');
    }
    if (part.type === 'text/plain' && part.params.get('format')?.toLowerCase() === 'flowed') {
      text = unflow(text, part.params.get('delsp')?.toLowerCase() === 'yes');
    }
    return text;
  }

  function addFile(part: MimePart): void {
    const content = decodeTransfer(raw.subarray(part.bodyStart, part.bodyEnd), part.encoding);
    const contentId = readMessageId(part.fields.get('content-id')?.[0]);
    const name = withoutControls(nameOf(part) ?? nameWithoutName(part));
    collected.attachments.push({
      name,
      type: part.type,
      size: content.length,
      contentId,
      inline:
        part.disposition === 'inline' || (part.disposition !== 'attachment' && contentId !== null),
      content,
    });
    if (/^application\/(?:x-)?pkcs7-mime$/.test(part.type)) collected.notes.add('smime');
  }

  function noteSecurity(part: MimePart): void {
    const protocol = part.params.get('protocol')?.toLowerCase() ?? '';
    const kind = protocol.includes('pgp') ? 'pgp' : 'smime';
    if (part.type === 'multipart/signed') collected.notes.add(`signed:${kind}`);
    if (part.type === 'multipart/encrypted') collected.notes.add(`encrypted:${kind}`);
  }
}

/** Words are shown; a text with a file name, or sent as an attachment, is a file. */
function isBody(part: MimePart): boolean {
  if (part.type !== 'text/plain' && part.type !== 'text/html') return false;
  if (part.disposition === 'attachment') return false;
  if (part.dispositionParams.has('filename')) return false;
  if (part.parent === null || part.parent.type === 'multipart/alternative') return true;
  return !part.params.has('name');
}

/** HTML says its charset in itself where the header does not. */
function metaCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(
    bytes.buffer,
    bytes.byteOffset,
    Math.min(bytes.byteLength, 2_048),
  ).toString('latin1');
  return /<meta[^>]{0,200}charset\s*=\s*["']?([a-z0-9_-]{2,40})/i.exec(head)?.[1] ?? null;
}

import type { MailAttachment } from '../../server/domain/mail/incoming-mail.ts';
import type { Spending } from './budget.ts';
import { decodeText } from './charset.ts';
import { withoutControls } from './encoded-words.ts';
import { unflow } from './flowed-text.ts';
import { readMessageId } from './message-ids.ts';
import { type MimePart, readMimeTree } from './mime-tree.ts';
import { nameOf, nameWithoutName, typeOfName } from './part-names.ts';
import { readPgpText } from './pgp-text.ts';
import { signedContent } from './smime-content.ts';
import { readTnef } from './tnef.ts';
import { decodeTransfer } from './transfer-encoding.ts';
import { takeUuencodedFiles } from './uuencoded-files.ts';

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

/**
 * Walks the tree in reading order and sorts each leaf: words, file, report, original. Files that
 * are envelopes (winmail.dat, an opaque signature) are kept, and what they hold is shown too.
 */
export function collectParts(
  root: MimePart,
  raw: Buffer,
  hint: string | null,
  spending: Spending,
): CollectedParts {
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
  if (!hasWords(collected)) {
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
    if (part.type === 'text/plain' && part.disposition !== 'attachment') inlineTexts.push(part);
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
    if (part.type === 'text/plain' && text.includes('\nbegin ')) text = keepUuencoded(text);
    if (part.type === 'text/plain' && text.includes('-----BEGIN PGP ')) text = withoutArmour(text);
    if (part.type === 'text/plain' && part.params.get('format')?.toLowerCase() === 'flowed') {
      text = unflow(text, part.params.get('delsp')?.toLowerCase() === 'yes');
    }
    return text;
  }

  function addFile(part: MimePart): void {
    const content = decodeTransfer(raw.subarray(part.bodyStart, part.bodyEnd), part.encoding);
    const contentId = readMessageId(part.fields.get('content-id')?.[0]);
    const name = withoutControls(nameOf(part) ?? nameWithoutName(part));
    const inline =
      part.disposition === 'inline' || (part.disposition !== 'attachment' && contentId !== null);
    keepFile({ name, type: part.type, contentId, inline, content });
    if (/^application\/(?:x-)?pkcs7-mime$/.test(part.type)) openSignature(content);
    if (/^application\/(?:vnd\.)?ms-tnef$/.test(part.type) || /^winmail\.dat$/i.test(name)) {
      openTnef(content);
    }
  }

  function keepFile(file: Omit<MailAttachment, 'size'>): void {
    collected.attachments.push({ ...file, size: file.content.length });
  }

  function keepUuencoded(text: string): string {
    const { text: rest, files } = takeUuencodedFiles(text);
    for (const { name, content } of files) {
      const type = typeOfName(name);
      keepFile({ name: withoutControls(name), type, contentId: null, inline: false, content });
    }
    return rest;
  }

  function withoutArmour(armoured: string): string {
    const { text, note, signature } = readPgpText(armoured);
    if (note) collected.notes.add(note);
    if (signature !== null) {
      const type = 'application/pgp-signature';
      const content = Buffer.from(signature);
      keepFile({ name: 'signature.asc', type, contentId: null, inline: false, content });
    }
    return text;
  }

  function openSignature(content: Buffer): void {
    const inner = signedContent(content);
    if (!inner) {
      collected.notes.add('encrypted:smime');
      return;
    }
    collected.notes.add('signed:smime');
    const tree = readMimeTree(inner.toString('latin1'), spending, hint);
    const { segments, attachments, notes } = collectParts(tree, inner, hint, spending);
    collected.segments.push(...segments);
    collected.attachments.push(...attachments);
    for (const note of notes) collected.notes.add(note);
  }

  function openTnef(content: Buffer): void {
    const tnef = readTnef(content);
    if (!tnef) return;
    collected.notes.add('tnef:opened');
    for (const file of tnef.files) {
      keepFile({
        name: withoutControls(file.name.trim() || 'attachment.bin'),
        type: /^[a-z0-9.+-]+\/[a-z0-9.+-]+$/.exec(file.type ?? '')?.[0] ?? typeOfName(file.name),
        contentId: file.contentId && withoutControls(file.contentId),
        inline: file.contentId !== null,
        content: file.content,
      });
    }
    if (!hasWords(collected) && (tnef.text ?? tnef.html)) {
      collected.segments.push({ text: tnef.text, html: tnef.html });
    }
  }

  function noteSecurity(part: MimePart): void {
    const protocol = part.params.get('protocol')?.toLowerCase() ?? '';
    const kind = protocol.includes('pgp') ? 'pgp' : 'smime';
    if (part.type === 'multipart/signed') collected.notes.add(`signed:${kind}`);
    if (part.type === 'multipart/encrypted') collected.notes.add(`encrypted:${kind}`);
  }
}

function hasWords({ segments }: CollectedParts): boolean {
  return segments.some(({ text, html }) => text?.trim() || html?.trim());
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

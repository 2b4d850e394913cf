import type { EmbeddedOriginal, Fields } from '../../server/domain/mail/incoming-mail.ts';
import type { CollectedParts } from './collect-parts.ts';
import { decodeFields, readHeaderBlock } from './header-block.ts';
import { readMessageId } from './message-ids.ts';
import type { MimePart } from './mime-tree.ts';
import { decodeTransfer } from './transfer-encoding.ts';

/** The machine-readable halves of bounces, complaints and receipts. */
export interface ReadReports {
  readonly deliveryStatus: readonly Fields[];
  readonly feedbackReport: Fields | null;
  readonly dispositionNotification: Fields | null;
  readonly original: EmbeddedOriginal | null;
}

/** Reads the report parts; the first of a kind counts, recipients of several are put together. */
export function readReports(parts: CollectedParts, raw: Buffer, hint: string | null): ReadReports {
  const deliveryStatus: Fields[] = [];
  let feedbackReport: Fields | null = null;
  let dispositionNotification: Fields | null = null;
  for (const part of parts.reports) {
    const blocks = fieldBlocks(part, raw, hint);
    if (part.type.endsWith('delivery-status')) deliveryStatus.push(...blocks);
    else if (part.type === 'message/feedback-report') feedbackReport ??= merge(blocks);
    else dispositionNotification ??= merge(blocks);
  }
  return {
    deliveryStatus,
    feedbackReport,
    dispositionNotification,
    original: readOriginal(parts, raw, hint),
  };
}

function readOriginal(
  parts: CollectedParts,
  raw: Buffer,
  hint: string | null,
): EmbeddedOriginal | null {
  const part = parts.originals[0];
  if (!part) return null;
  const fields = part.children[0]?.fields ?? readHeaderBlock(headerOf(content(part, raw)));
  return {
    messageId: readMessageId(fields.get('message-id')?.[0]),
    headers: decodeFields(fields, hint),
  };
}

function content(part: MimePart, raw: Buffer): string {
  return decodeTransfer(raw.subarray(part.bodyStart, part.bodyEnd), part.encoding).toString(
    'latin1',
  );
}

function headerOf(text: string): string {
  const start = text.replace(/^\s+/, '');
  const end = /\r?\n\r?\n/.exec(start)?.index;
  return end === undefined ? start : start.slice(0, end);
}

function fieldBlocks(part: MimePart, raw: Buffer, hint: string | null): Fields[] {
  return content(part, raw)
    .split(/\r?\n[ \t]*\r?\n|\r[ \t]*\r(?!\n)/)
    .flatMap(splitRecipients)
    .map((block) => decodeFields(readHeaderBlock(block), hint))
    .filter((fields) => fields.size > 0);
}

/** Some servers forget the blank line between recipients. */
function splitRecipients(block: string): string[] {
  if ((block.match(/^final-recipient[ \t]*:/gim)?.length ?? 0) < 2) return [block];
  return block.split(/^(?=final-recipient[ \t]*:)/gim);
}

function merge(blocks: readonly Fields[]): Fields {
  const merged = new Map<string, string[]>();
  for (const block of blocks) {
    for (const [name, values] of block) merged.set(name, [...(merged.get(name) ?? []), ...values]);
  }
  return merged;
}

import type { Exhibit } from '../../documents/case-file-model.ts';
import { safeFileName } from '../../domain/mail/safe-file-name.ts';
import { isDisclosed } from '../../domain/proof/disclosed-history.ts';
import type { TicketEvent } from '../../domain/ticket/event.ts';
import { isSentLater } from '../../domain/ticket/held-reply.ts';
import { readEvent } from '../../store/events.ts';
import type { CaseFileMaterial } from './material.ts';

/** An exhibit with the row that its bytes are read from. */
export type KeptExhibit = Exhibit & {
  readonly source: { readonly of: 'attachment' | 'document'; readonly id: number };
};

/**
 * What goes with a case file, in the order of the history: the files of messages, the documents
 * that were given, then the invoices concerned. Only what its audience may have (V6).
 */
export function exhibitsOf(material: CaseFileMaterial): KeptExhibit[] {
  const { key, links, attachments, documents, messages, concerns } = material;
  const events = links.map(readEvent).filter(({ type }) => isDisclosed(type, key.audience));
  const open = new Set(
    messages
      .filter(({ visibility }) => visibility === 'public' || key.audience === 'staff')
      .map(({ id }) => id),
  );
  const found: Omit<KeptExhibit, 'number' | 'path'>[] = [];
  for (const event of events) {
    // its files go where it left
    if (isSentLater(event, events)) continue;
    const { seq } = event;
    const message = saidBy(event);
    if (message !== null && open.has(message)) {
      for (const file of attachments.filter(({ messageId }) => messageId === message)) {
        found.push({
          name: file.name,
          kind: 'attachment',
          seq,
          size: file.size,
          sha256: Buffer.from(file.digest).toString('hex'),
          source: { of: 'attachment', id: file.id },
        });
      }
    }
    const given = documents.find(({ id }) => id === documentOf(event));
    if (given) found.push(documentExhibit(given, seq));
  }
  for (const { documentId } of concerns.invoices) {
    const invoice = documents.find(({ id }) => id === documentId);
    if (invoice) found.push(documentExhibit(invoice, null));
  }
  return found.map((exhibit, index) => {
    const number = index + 1;
    const path = `exhibits/${String(number).padStart(3, '0')}-${safeFileName(exhibit.name)}`;
    return { ...exhibit, number, path };
  });
}

function documentExhibit(document: CaseFileMaterial['documents'][number], seq: number | null) {
  const { id, name, kind, size, contentDigest } = document;
  const sha256 = Buffer.from(contentDigest).toString('hex');
  return { name, kind, seq, size, sha256, source: { of: 'document', id } as const };
}

/** The message that came in or went out by an event. */
export function saidBy(event: TicketEvent): number | null {
  switch (event.type) {
    case 'message_received':
    case 'message_moved_in':
    case 'reply_held':
    case 'reply_sent':
    case 'note_added':
      return event.data.message;
    default:
      return null;
  }
}

/** The document that an event says was given. */
export function documentOf({ data }: TicketEvent): number | null {
  if ('document' in data && typeof data.document === 'number') return data.document;
  return 'report' in data ? data.report.document : null;
}

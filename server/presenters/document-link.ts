import type { StoredDocument } from '../store/documents.ts';
import type { AttachmentView } from '../views/models/messages.ts';

/** Where a document is downloaded. */
export function documentUrl({ id, name }: Pick<StoredDocument, 'id' | 'name'>): string {
  return `/documents/${id}/${encodeURIComponent(name)}`;
}

/** A document beside a mail of ours, shown as files are. */
export function documentLink(
  document: Pick<StoredDocument, 'id' | 'name' | 'size'>,
): AttachmentView {
  const { name, size } = document;
  return { name, url: documentUrl(document), size, family: 'text' };
}

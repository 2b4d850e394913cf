import { caseFileReference } from '../../domain/case-file/case-file.ts';
import type { DisclosedHistory } from '../../domain/proof/disclosed-history.ts';
import { readEvent } from '../../store/events.ts';
import { documentOf, type KeptExhibit } from './exhibits.ts';
import type { CaseFileMaterial } from './material.ts';

type ListedFile = { readonly path: string; readonly size: number; readonly sha256: string };

/**
 * The machine-readable history: what anybody checks the case file by. Its names are the API of
 * VERIFY.txt.
 *
 * @param files every other file of the archive
 */
export function historyFile(
  material: CaseFileMaterial,
  history: DisclosedHistory,
  exhibits: readonly KeptExhibit[],
  files: readonly ListedFile[],
): string {
  const { key, ticket, links } = material;
  const head = links.at(-1);
  if (!head) throw new Error(`Ticket ${ticket.number} has no history`);
  const text = JSON.stringify(
    {
      format: 'guichet-case-file-1',
      reference: caseFileReference(ticket.number, key),
      ticket: { id: ticket.id, number: ticket.number },
      audience: key.audience,
      up_to: { seq: head.seq, at: head.at.toISOString(), hash: hex(head.hash) },
      events: history.events,
      words: history.words,
      erased: history.erased,
      documents: givenDocuments(material, exhibits),
      files: files.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
    },
    null,
    1,
  );
  return `${text}\n`;
}

/** The documents given, with what their salted digests are checked by. */
function givenDocuments({ documents, links }: CaseFileMaterial, exhibits: readonly KeptExhibit[]) {
  const events = links.map(readEvent);
  return exhibits.flatMap(({ source, path }) => {
    const document = documents.find(({ id }) => source.of === 'document' && id === source.id);
    if (!document) return [];
    const event = events.find((each) => documentOf(each) === document.id)?.seq ?? null;
    const { id, salt, digest } = document;
    return [{ event, document: id, path, salt: hex(salt), digest: hex(digest) }];
  });
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

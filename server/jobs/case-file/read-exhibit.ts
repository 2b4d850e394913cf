import { createHash } from 'node:crypto';
import type { KeptExhibit } from '../../presenters/case-file/exhibits.ts';
import { readAttachmentPart } from '../../store/attachments.ts';
import type { Db } from '../../store/connect.ts';
import { readDocument } from '../../store/documents.ts';
import { CannotMake } from './cannot-make.ts';

const PART = 512 * 1024;

/**
 * An exhibit's bytes, part by part.
 *
 * @throws CannotMake at its end, where they aren't those that it is listed with
 */
export async function* readExhibit(db: Db, exhibit: KeptExhibit): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const part of parts(db, exhibit)) {
    hash.update(part);
    yield part;
  }
  if (hash.digest('hex') !== exhibit.sha256) throw new CannotMake('file_altered');
}

async function* parts(db: Db, { source, size }: KeptExhibit): AsyncGenerator<Uint8Array> {
  if (source.of === 'document') {
    const bytes = await readDocument(db, source.id);
    if (bytes) yield bytes;
    return;
  }
  for (let offset = 0; offset < size; offset += PART) {
    yield await readAttachmentPart(db, source.id, offset, PART);
  }
}

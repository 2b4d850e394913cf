import { createHash } from 'node:crypto';
import type { DisclosedHistory } from '../../domain/proof/disclosed-history.ts';
import type { CaseFileMaterial } from '../../presenters/case-file/material.ts';
import { CannotMake } from './cannot-make.ts';

/** @throws CannotMake where words, or a document, aren't those that the history holds a digest of */
export function checkWords({ words }: DisclosedHistory, { links, documents }: CaseFileMaterial) {
  const data = new Map(links.map(({ seq, canonical }) => [seq, JSON.parse(canonical).data]));
  for (const { event, salt, canonical } of words) {
    const digest = createHash('sha256')
      .update(Buffer.from(salt, 'hex'))
      .update(canonical, 'utf8')
      .digest('hex');
    if (digest !== data.get(event)?.digest) throw new CannotMake('words_altered');
  }
  for (const { report } of data.values()) {
    const given = documents.find(({ id }) => id === report?.document);
    if (given && Buffer.from(given.digest).toString('hex') !== report.digest) {
      throw new CannotMake('file_altered');
    }
  }
}

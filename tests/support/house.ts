import type { House } from '../../server/commands/command.ts';
import { createDocumentRenderer } from '../../server/documents/renderer.ts';
import { loadTranslations } from '../../server/views/i18n.ts';
import { createLetterRenderer } from '../../server/views/letters.ts';
import { findWebRoot } from '../../server/views/web-root.ts';

/** What commands know of the installation that tests run. */
export function testHouse(): House {
  const root = findWebRoot(import.meta.url);
  const translations = loadTranslations(`${root}/locales`, { strict: true });
  return {
    publicUrl: 'https://aide.alize.example',
    mailDomain: 'alize.example',
    mailAddress: 'support@alize.example',
    secret: 'a secret of thirty-two characters',
    previousSecrets: [],
    takeBackSeconds: 0,
    renderLetter: createLetterRenderer({ root, translations }),
    renderDocument: createDocumentRenderer({ translations }),
  };
}

import { join } from 'node:path';
import type { House } from '../commands/command.ts';
import type { Config } from '../config.ts';
import { createDocumentRenderer } from '../documents/renderer.ts';
import { loadTranslations } from '../views/i18n.ts';
import { createLetterRenderer } from '../views/letters.ts';
import { findWebRoot } from '../views/web-root.ts';

/** What commands know of this installation. */
export function furnishHouse(config: Config): House {
  const root = findWebRoot(import.meta.url);
  const strict = config.environment !== 'production';
  const translations = loadTranslations(join(root, 'locales'), { strict });
  return {
    publicUrl: config.publicUrl,
    mailDomain: config.mailDomain,
    mailAddress: config.mailAddress,
    secret: config.secret,
    previousSecrets: config.previousSecrets,
    takeBackSeconds: config.takeBackSeconds,
    renderLetter: createLetterRenderer({ root, translations }),
    renderDocument: createDocumentRenderer({ translations }),
  };
}

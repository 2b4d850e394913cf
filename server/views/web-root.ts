import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder `web` that holds views, styles, locales and the client: the nearest one above the
 * given module, so that the same code finds it from `server/` and from `dist/server/`.
 */
export function findWebRoot(from: string): string {
  for (let folder = dirname(fileURLToPath(from)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'web', 'views', 'layouts'))) return join(folder, 'web');
    if (folder === dirname(folder)) throw new Error('the folder web/views was not found');
  }
}

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = join(
  dirname(createRequire(import.meta.url).resolve('lucide-static/package.json')),
  'icons',
);
const known = new Map<string, string>();

/**
 * A Lucide icon as inline SVG, always decorative: the words beside it say the same. An unknown
 * name throws. Read once each; the views ask for all they name at start.
 */
export function icon(name: string): string {
  const found = known.get(name);
  if (found) return found;
  if (!/^[a-z0-9-]+$/.test(name)) throw new Error(`not an icon's name: ${name}`);
  const source = readFileSync(join(folder, `${name}.svg`), 'utf8');
  const shapes = source.slice(
    source.indexOf('>', source.indexOf('<svg')) + 1,
    source.lastIndexOf('</svg>'),
  );
  const svg = `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${shapes.replace(/\s*\n\s*/g, '')}</svg>`;
  known.set(name, svg);
  return svg;
}

import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SHOTS = fileURLToPath(new URL('../output/screenshots/', import.meta.url));

/** The words of a PDF as Poppler reads them, one space for any; `layout` keeps columns apart. */
export function textOf(pdf: Uint8Array): string {
  const text = execFileSync('pdftotext', ['-layout', '-enc', 'UTF-8', '-', '-'], {
    input: pdf,
    encoding: 'utf8',
  });
  return text.replaceAll(/[\s\u00a0\u202f]+/g, ' ').trim();
}

/** What `pdfinfo` says of it, by name. */
export function factsOf(pdf: Uint8Array): Record<string, string> {
  const told = execFileSync('pdfinfo', ['-'], { input: pdf, encoding: 'utf8' });
  const facts = told.split('\n').map((line) => line.split(/:\s+/, 2) as [string, string]);
  return Object.fromEntries(facts.filter(([name]) => name));
}

/** Its pages are kept as pictures, to be looked at. */
export function drawPages(pdf: Uint8Array, name: string): void {
  mkdirSync(SHOTS, { recursive: true });
  execFileSync('pdftoppm', ['-r', '72', '-png', '-', join(SHOTS, `${name}-page`)], { input: pdf });
}

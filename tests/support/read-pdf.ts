import { execFileSync } from 'node:child_process';

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

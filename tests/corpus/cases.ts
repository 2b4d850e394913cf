import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One case of a corpus: a file, and what its origin asserts about it. */
export interface CorpusCase {
  readonly id: string;
  readonly source: string;
  readonly path: string;
  readonly kind: 'eml' | 'body_text' | 'body_html';
  readonly expect: Readonly<Record<string, unknown>>;
  readonly derived: Readonly<Record<string, unknown>>;
  readonly ref: Readonly<Record<string, unknown>>;
  readonly note: string | null;
}

/** All the cases under `<folder>/mail`, by source; null where there is no such folder. */
export function readCases(folder: string): CorpusCase[] | null {
  const mail = join(folder, 'mail');
  if (!existsSync(mail)) return null;
  return readdirSync(mail, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(mail, entry.name, 'cases.jsonl')))
    .flatMap((entry) => readSource(entry.name, join(mail, entry.name)));
}

function readSource(source: string, folder: string): CorpusCase[] {
  return readFileSync(join(folder, 'cases.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const row = JSON.parse(line);
      return {
        id: row.id,
        source,
        path: join(folder, row.file),
        kind: row.kind,
        expect: row.expect ?? {},
        derived: row.derived ?? {},
        ref: row.ref ?? {},
        note: row.note ?? null,
      };
    });
}

import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

const project = fileURLToPath(new URL('../../', import.meta.url));
let house: string;
beforeEach(() => {
  house = mkdtempSync(join(tmpdir(), 'guichet-house-'));
});
afterEach(() => rmSync(house, { recursive: true }));

/** The rules broken in a house made of these files, each as « rule: from -> to ». */
function broken(files: Record<string, string>): string[] {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(house, path)), { recursive: true });
    writeFileSync(join(house, path), text);
  }
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(project, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      ...['--config', join(project, '.dependency-cruiser.json'), '--output-type', 'json', '.'],
    ],
    { cwd: house, encoding: 'utf8' },
  );
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; to: string; rule: { name: string } }[] };
  };
  return summary.violations.map(({ from, to, rule }) => `${rule.name}: ${from} -> ${to}`).sort();
}

test('the domain may not know the store, not even its types', () => {
  expect(
    broken({
      'server/store/tickets.ts': 'export type Row = { id: number }; export const rows: Row[] = [];',
      'server/domain/a.ts': `import type { Row } from '../store/tickets.ts'; export type A = Row;`,
      'server/domain/b.ts': `import { rows } from '../store/tickets.ts'; export const b = rows;`,
      'server/domain/c.ts': `import { readFileSync } from 'node:fs'; export const c = readFileSync;`,
      'server/domain/d.ts': `import { createHash } from 'node:crypto'; export const d = createHash;`,
    }),
  ).toEqual([
    'domain-is-pure: server/domain/a.ts -> server/store/tickets.ts',
    'domain-is-pure: server/domain/b.ts -> server/store/tickets.ts',
    'domain-is-pure: server/domain/c.ts -> fs',
  ]);
});

test('nothing calls back upstream, and adapters do not know one another', () => {
  expect(
    broken({
      'server/http/tickets.ts': `import { open } from '../commands/open-ticket.ts'; export const show = open;`,
      'server/commands/open-ticket.ts': `import { tell } from '../realtime/tell.ts'; export const open = tell;`,
      'server/realtime/tell.ts': 'export const tell = () => {};',
      'server/jobs/sweep.ts': `export const sweep = () => import('../../mail-gateway/send.ts');`,
      'mail-gateway/send.ts': `import type { Open } from '../server/store/tickets.ts'; export type Send = Open;`,
      'server/store/tickets.ts': 'export type Open = true;',
    }),
  ).toEqual([
    'adapters-are-apart: server/jobs/sweep.ts -> mail-gateway/send.ts',
    'commands-call-nothing-upstream: server/commands/open-ticket.ts -> server/realtime/tell.ts',
  ]);
});

test('files may not go round in circles', () => {
  expect(
    broken({
      'server/letters/a.ts': `import { b } from './b.ts'; export const a = () => b;`,
      'server/letters/b.ts': `import { a } from './a.ts'; export const b = () => a;`,
    }),
  ).toEqual(['no-circles: server/letters/a.ts -> server/letters/b.ts']);
});

test('commands say what stands in a document, and the House puts it on paper', () => {
  expect(
    broken({
      'server/commands/conclude.ts': `import type { Report } from '../documents/report.ts'; export type R = Report;`,
      'server/commands/draw.ts': `import { draw } from '../documents/renderer.ts'; export const drawn = draw;`,
      'server/documents/report.ts': 'export type Report = { outcome: string };',
      'server/documents/renderer.ts': `import { rows } from '../store/tickets.ts'; export const draw = rows;`,
      'server/store/tickets.ts': 'export const rows = [];',
    }),
  ).toEqual([
    'commands-draw-nothing-themselves: server/commands/draw.ts -> server/documents/renderer.ts',
    'documents-know-the-domain-and-how-views-write: server/documents/renderer.ts -> server/store/tickets.ts',
  ]);
});

import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findCharge } from '../../server/store/charges.ts';
import { listEvents } from '../../server/store/events.ts';
import { findInvoiceByNumber } from '../../server/store/invoices.ts';
import { findTicket } from '../../server/store/tickets.ts';
import { type Exported, exportedOf, PDF } from '../support/invoiced.ts';
import { runScript } from '../support/processes.ts';
import { createWorld, type World } from '../support/world.ts';

const ROOT = join(import.meta.dirname, '../..');

describe('the billing system hands invoices in by the command line', () => {
  let world: World;
  let folder: string;
  let exported: Exported;
  beforeAll(async () => {
    world = await createWorld();
    folder = mkdtempSync(join(tmpdir(), 'invoices-'));
    writeFileSync(join(folder, 'facture.pdf'), PDF.bytes);
    writeFileSync(join(folder, 'page.html'), '<html>');
    exported = await exportedOf(world, 'marie');
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true });
    await world.drop();
  });

  /** What it says and its exit code, as an operator's script meets them. */
  async function say(name: 'record' | 'paid', ...args: string[]): Promise<[number, string]> {
    const child = runScript(join(ROOT, `server/cli/invoice-${name}.ts`), args, {
      cwd: folder,
      env: { DATABASE_URL: world.url },
    });
    let said = '';
    child.stdout?.on('data', (text: string) => {
      said += text;
    });
    const [code] = await once(child, 'close');
    return [code, said.trim()];
  }
  const facts = ['--number', 'F-2026-001', '--issued', '2026-03-02', '--total', '104.40'];

  test('recorded once, for a statement; then paid', async () => {
    const { statementId, chargeId, number } = exported;
    const record = ['--statement', String(statementId), ...facts, '--pdf'];
    expect(await say('record', ...record, 'page.html')).toEqual([1, 'Refused: not_a_pdf (pdf)']);
    expect(await say('record', ...record, 'missing.pdf')).toEqual([
      2,
      'There is no file missing.pdf.',
    ]);
    const [code, said] = await say('record', ...record, 'facture.pdf');
    expect([code, said]).toEqual([
      0,
      expect.stringMatching(/^Invoice F-2026-001 is recorded: http.*\/invoices\/\d+$/),
    ]);
    expect(await say('record', ...record, 'facture.pdf')).toEqual([
      1,
      'Refused: already_invoiced (statement)',
    ]);
    expect(await findInvoiceByNumber(world.knex, 'F-2026-001')).toMatchObject({
      statementId,
      issuedOn: '2026-03-02',
      totalCents: 10_440,
    });
    const ticket = await findTicket(world.knex, number);
    const told = (await listEvents(world.knex, ticket?.id ?? 0)).at(-1);
    expect(told).toMatchObject({ type: 'charge_invoiced', actor: { system: 'billing' } });
    expect(await say('paid', 'F-2026-001', '2026-03-02')).toEqual([
      0,
      'Invoice F-2026-001 is paid; lines settled: 1.',
    ]);
    expect((await findCharge(world.knex, chargeId))?.state).toBe('settled');
  }, 60_000);

  test('what is missing is said, with how to ask', async () => {
    const usage = expect.stringMatching(/^npm run invoice:/);
    expect(await say('record', ...facts, '--pdf', 'facture.pdf')).toEqual([2, usage]);
    expect(await say('record', '--statment', '12')).toEqual([2, usage]);
    expect(await say('paid', 'F-2026-001')).toEqual([2, usage]);
    expect(await say('paid', 'F-0', '2026-03-02')).toEqual([1, 'Refused: not_found (number)']);
  }, 60_000);
});

import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { rawMail } from './write-mail.ts';

const run = promisify(execFile);
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'explain-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function explain(...args: string[]) {
  const { stdout } = await run(process.execPath, [
    '--import',
    'tsx',
    'server/cli/explain.ts',
    ...args,
  ]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('explain', () => {
  test('a mail: one object a line; one that cannot be read does not stop the next', async () => {
    const good = join(folder, 'panne.eml');
    const empty = join(folder, 'vide.eml');
    await writeFile(
      good,
      rawMail(
        ['Message-ID: <p1@moule.example>', 'Date: Mon, 23 Nov 2026 10:12:00 +0400'],
        'Le site est lent.\r\n\r\n-- \r\nJean\r\n',
      ),
    );
    await writeFile(empty, '');
    const [absent, unreadable, read] = await explain(
      'mail',
      join(folder, 'absent.eml'),
      empty,
      good,
    );
    expect(absent).toMatchObject({ file: join(folder, 'absent.eml'), error: expect.any(String) });
    expect(unreadable).toMatchObject({
      file: empty,
      error: expect.any(String),
      outcome: 'quarantined',
    });
    expect(read).toMatchObject({
      file: good,
      from: { name: 'Jean Moreau', address: 'jean@boulangerie-moule.example' },
      to: [{ name: '', address: 'support@alize.example' }],
      cc: [],
      subject: 'Site hors ligne',
      message_id: 'p1@moule.example',
      in_reply_to: [],
      references: [],
      date: '2026-11-23T06:12:00.000Z',
      html_text: '',
      visible_reply: 'Le site est lent.',
      quoted: '-- \nJean',
      attachments: [],
      outcome: 'ticket_opened',
      reasons: ['thread:none'],
      is_auto_reply: false,
      is_bounce: false,
      bounce: null,
      is_complaint: false,
    });
  });

  test('a bare reply, as text or HTML', async () => {
    const text = join(folder, 'reponse.txt');
    const html = join(folder, 'reponse.html');
    await writeFile(text, 'Oui.\n\n> Est-ce résolu ?\n');
    await writeFile(html, '<p>Oui.</p><blockquote>Est-ce résolu ?</blockquote>');
    expect(await explain('reply', text)).toEqual([
      { file: text, visible_reply: 'Oui.', quoted: '> Est-ce résolu ?' },
    ]);
    expect(await explain('reply', '--html', html)).toEqual([
      { file: html, visible_reply: 'Oui.', quoted: '> Est-ce résolu ?' },
    ]);
  });

  test('anything else says how it is used, and fails', async () => {
    await expect(explain('autre')).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('mail FILE…'),
    });
  });
});

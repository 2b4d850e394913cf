import { afterAll, describe, expect, test } from '@jest/globals';
import { createMailReader } from '../../mail-gateway/reader/mail-reader.ts';
import { mail } from '../support/mailroom.ts';

const RULES = { sizeLimit: 32 * 1024 * 1024, ownDomain: 'alize.example' };
const read = (reader: ReturnType<typeof createMailReader>, raw: string) =>
  reader.read({
    raw: Buffer.from(raw),
    envelopeTo: ['support@alize.example'],
    receivedAt: new Date('2026-03-02T08:00:00.000Z'),
  });

describe('mail is read in threads of its own', () => {
  const reader = createMailReader(RULES);
  afterAll(() => reader.close());

  test('what was read comes back whole: dates, headers, files, quotations apart, who wrote it', async () => {
    const parts = [
      '--x',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'Voici la capture.',
      '',
      'Le 2 mars 2026 à 09:12, Karim a écrit :',
      '> Pouvez-vous nous montrer ?',
      '--x',
      'Content-Type: text/csv; name="journal.csv"',
      '',
      'a;b',
      '--x',
      'Content-Type: image/png; name="capture.png"',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.alloc(100_000, 7).toString('base64'),
      '--x--',
    ];
    const found = await read(
      reader,
      mail({ 'Content-Type': 'multipart/mixed; boundary=x' }, parts.join('\n')),
    );
    if (!found.ok) throw new Error(found.reason);
    const { mail: said, recognition, reply, envelopeTo } = found.reading;
    expect(said.date?.toISOString()).toBe('2026-03-02T07:58:00.000Z');
    expect(said.headers.get('subject')).toEqual(['Site hors ligne']);
    expect(reply.visible).toBe('Voici la capture.');
    expect(reply.quoted).toContain('Pouvez-vous nous montrer ?');
    expect(recognition.nature).toBe('person');
    expect(envelopeTo).toEqual(['support@alize.example']);
    expect(said.attachments.map(({ name, size }) => [name, size])).toEqual([
      ['journal.csv', 3],
      ['capture.png', 100_000],
    ]);
    const [journal, picture] = said.attachments.map(({ content }) => Buffer.from(content));
    expect(journal?.toString()).toBe('a;b');
    expect(picture?.equals(Buffer.alloc(100_000, 7))).toBe(true);
  });

  test('many at once are each answered with their own', async () => {
    const subjects = Array.from({ length: 40 }, (_, index) => `Panne ${index}`);
    const found = await Promise.all(subjects.map((Subject) => read(reader, mail({ Subject }))));
    expect(found.map((one) => one.ok && one.reading.mail.subject)).toEqual(subjects);
  });

  test('what breaks a budget of the parser is told, and the thread goes on', async () => {
    expect(await read(reader, '\r\n')).toEqual({ ok: false, reason: 'unreadable:empty' });
    expect((await read(reader, mail({ Subject: 'Encore' }))).ok).toBe(true);
  });
});

describe('a message that would hold the process takes its thread with it, and nothing else', () => {
  test('too slow: ended at the budget, while another goes on', async () => {
    const long = mail({}, 'a\r'.repeat(12_000_000));
    const reader = createMailReader(RULES, { milliseconds: 1_000, megabytes: 1_024 });
    await Promise.all([read(reader, mail({})), read(reader, mail({}))]);
    const slow = read(reader, long);
    expect((await read(reader, mail({}))).ok).toBe(true);
    expect(await slow).toEqual({ ok: false, reason: 'unreadable:too_slow' });
    const again = createMailReader(RULES);
    expect((await read(again, mail({}))).ok).toBe(true);
    await Promise.all([reader.close(), again.close()]);
  });

  test('too much memory: told as such, and the next message has a new thread', async () => {
    const much = mail({}, 'a b\n'.repeat(1_200_000));
    const reader = createMailReader(RULES, { milliseconds: 30_000, megabytes: 24 });
    expect(await read(reader, much)).toEqual({
      ok: false,
      reason: 'unreadable:too_much_memory',
    });
    expect((await read(reader, mail({}))).ok).toBe(true);
    await reader.close();
  });

  test('closed while it reads: not the fault of the message, which is tried again', async () => {
    const reader = createMailReader(RULES);
    const left = read(reader, mail({})).catch((error) => error.name);
    await reader.close();
    expect(await left).toBe('NoReadingThread');
    expect(await read(reader, mail({})).catch((error) => error.name)).toBe('NoReadingThread');
  });
});

import { describe, expect, test } from '@jest/globals';
import { waitAfter } from '../../mail-gateway/imap/back-off.ts';
import { batches } from '../../mail-gateway/imap/batches.ts';
import { createWaitingLine } from '../../mail-gateway/intake/waiting-line.ts';
import { traceHeaders } from '../../mail-gateway/smtp/trace-headers.ts';

describe('how long a mailbox is left alone', () => {
  const pace = { first: 1_000, most: 300_000 };
  test('twice as long each time, up to the most, half of it by chance', () => {
    expect([1, 2, 3, 4].map((failures) => waitAfter(failures, pace, 1))).toEqual([
      1_000, 2_000, 4_000, 8_000,
    ]);
    expect(waitAfter(4, pace, 0)).toBe(4_000);
    expect(waitAfter(500, pace, 1)).toBe(300_000);
  });
});

describe('what one fetch asks for', () => {
  const message = (uid: number, size = 1_000) => ({ uid, size, internalDate: undefined });
  const uids = (groups: ReturnType<typeof batches>) =>
    groups.map((group) => group.map(({ uid }) => uid));

  test('at most fifty messages, in order', () => {
    const waiting = Array.from({ length: 101 }, (_, index) => message(index + 1));
    expect(batches(waiting, () => false).map((group) => group.length)).toEqual([50, 50, 1]);
  });

  test('at most eight megabytes, but always one', () => {
    const large = 5 * 1024 * 1024;
    const waiting = [message(1, large), message(2, large), message(3, 3 * large), message(4)];
    expect(uids(batches(waiting, () => false))).toEqual([[1], [2], [3], [4]]);
  });

  test('what failed before comes last, alone', () => {
    const waiting = [1, 2, 3, 4].map((uid) => message(uid));
    expect(uids(batches(waiting, (uid) => uid === 1 || uid === 3))).toEqual([[2, 4], [1], [3]]);
  });
});

describe('what we put on top of a message', () => {
  test('nothing that a client says of itself begins a line, or ends an address', () => {
    const headers = traceHeaders({
      from: 'eve@ailleurs.example>\r\nX-Guichet: oui',
      helo: 'client\r\nBcc: tiare@agence-lagon.example',
      ip: '192.0.2.7',
      by: 'alize.example',
      protocol: 'smtp',
      at: new Date('2026-03-02T08:00:00.000Z'),
    });
    expect(headers.split('\r\n')).toEqual([
      'Return-Path: <eve@ailleurs.exampleX-Guichet:oui>',
      'Received: from clientBcc:tiare@agence-lagon.example ([192.0.2.7])',
      '\tby alize.example with ESMTP; Mon, 02 Mar 2026 08:00:00 +0000',
      '',
    ]);
  });
});

describe('the line where messages wait', () => {
  test('so many at a time, in the order they came, none twice', async () => {
    const line = createWaitingLine<string>(2);
    const began: number[] = [];
    const ends = new Map<number, () => void>();
    const work = (id: number) => () => {
      began.push(id);
      return new Promise<string>((resolve) => ends.set(id, () => resolve(`done ${id}`)));
    };
    const results = [1, 2, 3, 1].map((id) => line.join(id, work(id)));
    expect(began).toEqual([1, 2]);
    ends.get(2)?.();
    await results[1];
    await Promise.resolve();
    expect(began).toEqual([1, 2, 3]);
    ends.get(1)?.();
    ends.get(3)?.();
    expect(await Promise.all(results)).toEqual(['done 1', 'done 2', 'done 3', 'done 1']);
  });

  test('one that fails makes way for the next', async () => {
    const line = createWaitingLine<string>(1);
    const failing = line.join(1, () => Promise.reject(new Error('no')));
    const next = line.join(2, async () => 'yes');
    await expect(failing).rejects.toThrow('no');
    expect(await next).toBe('yes');
  });
});

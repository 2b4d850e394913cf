import { expect, test } from '@jest/globals';
import { describeWith } from '../support/describe-with.ts';
import { DOVECOT } from '../support/parts.ts';
import { runKilled } from './run-killed.ts';

const SECOND = 1000;

describeWith(DOVECOT, 'mail comes in while what takes it is killed', () => {
  test('each mail has one outcome, each conversation one ticket, each ticket one acknowledgement', async () => {
    const { misses } = await runKilled({ messages: 60, kills: 4, seed: 7, within: 280 * SECOND });
    expect(misses).toEqual([]);
  }, 300_000);
});

import { expect, test } from '@jest/globals';
import { nextAttempt } from '../../../server/domain/mail/delivery-retry.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');
const HOUR = 3_600_000;

/** Hours that a mail waits after each attempt, as long as it is turned away for now. */
function waits(): number[] {
  const hours: number[] = [];
  for (let attempts = 1; ; attempts += 1) {
    const again = nextAttempt(attempts, NOW);
    if (again === null) return hours;
    hours.push((again.getTime() - NOW.getTime()) / HOUR);
  }
}

test('a mail turned away for now is tried again a minute later, then less and less often', () => {
  expect(nextAttempt(1, NOW)).toEqual(new Date('2026-03-02T08:01:00.000Z'));
  const growing = waits();
  expect(growing).toEqual([...growing].sort((a, b) => a - b));
  expect(growing.at(-1)).toBe(12);
});

test('it is given up between four days, which RFC 5321 asks, and five', () => {
  const days = waits().reduce((sum, hours) => sum + hours, 0) / 24;
  expect(days).toBeGreaterThan(4);
  expect(days).toBeLessThanOrEqual(5);
});

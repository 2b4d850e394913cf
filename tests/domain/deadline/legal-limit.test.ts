import { describe, expect, test } from '@jest/globals';
import {
  type LegalPeriod,
  legalLimit,
  legalLimitFromDay,
  withdrawalLimit,
} from '../../../server/domain/deadline/legal-limit.ts';

const PARIS = 'Europe/Paris';
const metropole = { timeZone: PARIS, holidays: 'metropole' } as const;

function limit(event: string, period: LegalPeriod, zone = PARIS): string {
  const { lastDay, ends } = legalLimit(new Date(event), period, zone);
  return `${lastDay} until ${ends.toISOString()}`;
}

describe('a complaint', () => {
  test.each(['2026-03-02T23:00:00Z', '2026-03-03T11:00:00Z', '2026-03-03T22:50:00Z'])(
    'received on 3 March, be it %s, is due by the end of 2 April',
    (event) => {
      expect(limit(event, { days: 30 })).toBe('2026-04-02 until 2026-04-02T22:00:00.000Z');
    },
  );

  test('received ten minutes later, on 4 March, has a day more', () => {
    expect(limit('2026-03-03T23:00:00Z', { days: 30 })).toBe(
      '2026-04-03 until 2026-04-03T22:00:00.000Z',
    );
  });

  test("the provider's zone says which day it is, not the customer's", () => {
    // noon of 2 March in Papeete is two in the morning of 3 March in Saint-Denis
    expect(limit('2026-03-02T22:00:00Z', { days: 30 }, 'Pacific/Tahiti')).toBe(
      '2026-04-01 until 2026-04-02T10:00:00.000Z',
    );
    expect(limit('2026-03-02T22:00:00Z', { days: 30 }, 'Indian/Reunion')).toBe(
      '2026-04-02 until 2026-04-02T20:00:00.000Z',
    );
  });

  test('weekends and holidays move nothing', () => {
    expect(limit('2026-07-06T08:00:00Z', { days: 8 })).toBe(
      '2026-07-14 until 2026-07-14T22:00:00.000Z',
    );
    expect(limit('2026-03-06T08:00:00Z', { days: 1 })).toBe(
      '2026-03-07 until 2026-03-07T23:00:00.000Z',
    );
  });

  test('a formal notice leaves seven days, over a change of the clock too', () => {
    expect(limit('2026-10-20T08:00:00Z', { days: 7 })).toBe(
      '2026-10-27 until 2026-10-27T23:00:00.000Z',
    );
  });
});

describe('months', () => {
  test.each([
    ['2026-01-31', 1, '2026-02-28'],
    ['2028-01-31', 1, '2028-02-29'],
    ['2026-03-31', 1, '2026-04-30'],
    ['2026-02-28', 1, '2026-03-28'],
    ['2028-02-29', 12, '2029-02-28'],
    ['2026-12-15', 4, '2027-04-15'],
  ])('from %s, %i end on %s', (day, months, lastDay) => {
    expect(legalLimitFromDay(day, { months }, PARIS).lastDay).toBe(lastDay);
  });
});

describe('a withdrawal', () => {
  test.each([
    ['2 May 2026: a Saturday, so Monday', '2026-05-02T10:00:00Z', '2026-05-18'],
    ['11 May 2026: Whit Monday, so Tuesday', '2026-05-11T10:00:00Z', '2026-05-26'],
    ['30 April 2026: Ascension, so Friday', '2026-04-30T10:00:00Z', '2026-05-15'],
    ['4 May 2026: a Monday', '2026-05-04T10:00:00Z', '2026-05-18'],
  ])('ordered on %s', (_, ordered, lastDay) => {
    expect(withdrawalLimit(new Date(ordered), { days: 14 }, metropole).lastDay).toBe(lastDay);
  });

  test('a territory has its own holidays', () => {
    const ordered = new Date('2026-05-08T15:00:00Z');
    const martinique = { timeZone: 'America/Martinique', holidays: 'martinique' } as const;
    expect(withdrawalLimit(ordered, { days: 14 }, metropole).lastDay).toBe('2026-05-22');
    // 22 May, Saturday, Sunday and Whit Monday
    expect(withdrawalLimit(ordered, { days: 14 }, martinique).lastDay).toBe('2026-05-26');
  });
});

import { expect, test } from '@jest/globals';
import { billQuestion, explainBill } from '../../../server/cli/explain/bill.ts';
import { answerLine } from '../../../server/cli/explain/json-lines.ts';

const tariff = {
  unit_minutes: 30,
  unit_price_cents: 3_599,
  minimum_units: 1,
  vat_basis_points: 2_000,
};
const line = (question: object) =>
  answerLine(JSON.stringify(question), billQuestion, explainBill) as Record<string, unknown>;

test('explain -- bill: a consumer pays what it was shown, times the units', () => {
  const asked = { id: 'a', outcome: 'service_healthy', quality: 'consumer', seconds: [3_000, 660] };
  expect(line({ ...asked, tariff })).toEqual({
    id: 'a',
    billable: true,
    units: 3,
    net_cents: 8_997,
    vat_cents: 1_800,
    gross_cents: 10_797,
    shown_cents: 10_797,
    reason: 'started_units',
  });
  expect(line({ ...asked, quality: 'professional', tariff })).toMatchObject({
    net_cents: 10_797,
    vat_cents: 2_159,
    gross_cents: 12_956,
    shown_cents: 10_797,
  });
  const unknown = { ...asked, quality: 'unknown', tariff: { ...tariff, minimum_units: 5 } };
  expect(line(unknown)).toMatchObject({ units: 5, gross_cents: 17_995, reason: 'minimum_units' });
});

test('the outcome says why nothing is billed', () => {
  const asked = { quality: 'consumer', seconds: [60], tariff };
  const nothing = { units: 0, net_cents: 0, vat_cents: 0, gross_cents: 0, shown_cents: 0 };
  for (const outcome of ['provider_responsible', 'refused']) {
    expect(line({ ...asked, outcome })).toEqual({
      id: null,
      billable: false,
      ...nothing,
      reason: outcome,
    });
  }
  expect(line({ ...asked, outcome: 'not_confirmed', seconds: [] })).toEqual({
    id: null,
    billable: true,
    ...nothing,
    reason: 'no_time',
  });
});

test.each([
  [{ outcome: 'our_fault' }, /^outcome: /],
  [{ quality: 'company' }, /^quality: /],
  [{ seconds: [60, -1] }, /^seconds\.1: /],
  [{ seconds: [0.5] }, /^seconds\.0: /],
  [{ seconds: 60 }, /^seconds: /],
  [{ tariff: null }, /^tariff: /],
  [{ tariff: { ...tariff, unit_minutes: 0 } }, /^tariff\.unit_minutes: /],
  [{ tariff: { ...tariff, unit_price_cents: 34.8 } }, /^tariff\.unit_price_cents: /],
  [{ tariff: { ...tariff, vat_basis_points: '2000' } }, /^tariff\.vat_basis_points: /],
  [{ tariff: { ...tariff, unit_price_cents: Number.MAX_SAFE_INTEGER } }, /^too large/],
])('a bad line says why: %j', (fault, error) => {
  const good = { id: 7, outcome: 'not_confirmed', quality: 'professional', seconds: [60], tariff };
  expect(line({ ...good, ...fault })).toEqual({ id: 7, error: expect.stringMatching(error) });
});

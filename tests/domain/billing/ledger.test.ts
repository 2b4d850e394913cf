import { describe, expect, test } from '@jest/globals';
import { mayBecome, neverLeft } from '../../../server/domain/billing/charge-course.ts';
import type { BillingEvent } from '../../../server/domain/billing/event.ts';
import { billedCents, ledgerOf } from '../../../server/domain/billing/ledger.ts';
import { totalsByRate, totalsOf } from '../../../server/domain/billing/statement.ts';
import { boundsOf, monthOf, readPeriod } from '../../../server/domain/billing/statement-period.ts';

const AMOUNTS = { units: 3, net_cents: 8_997, vat_cents: 1_800, gross_cents: 10_797 };
const NEGATED = { units: -3, net_cents: -8_997, vat_cents: -1_800, gross_cents: -10_797 };
const drafted: BillingEvent = {
  type: 'charge_drafted',
  data: { ...AMOUNTS, charge: 1, verdict: 1, tariff: 1, seconds: 3_660 },
};
const approved: BillingEvent = { type: 'charge_approved', data: { charge: 1 } };
const exported: BillingEvent = { type: 'charge_exported', data: { charge: 1, statement: 7 } };
const invoiced: BillingEvent = { type: 'charge_invoiced', data: { charge: 1, invoice: 9 } };
const settled: BillingEvent = { type: 'charge_settled', data: { charge: 1 } };
const disputed = (late: boolean): BillingEvent => ({
  type: 'charge_disputed',
  data: { charge: 1, dispute: 4, late },
});
const decided = (upheld: boolean): BillingEvent => ({
  type: 'dispute_decided',
  data: { charge: 1, dispute: 4, upheld },
});
const reversed = (state: 'void' | 'approved'): BillingEvent => ({
  type: 'charge_reversed',
  data: { ...NEGATED, charge: 2, reverses: 1, state },
});
const states = (...events: BillingEvent[]) => ledgerOf(events).map(({ state }) => state);

describe('a ticket’s ledger, from its history alone', () => {
  test('from the draft to the payment', () => {
    expect(ledgerOf([drafted, approved, exported, invoiced, settled])).toEqual([
      { charge: 1, reverses: null, amounts: AMOUNTS, state: 'settled', statement: 7, invoice: 9 },
    ]);
  });

  test('a dispute in time suspends the line; a late one leaves it, and so does one of what is paid', () => {
    const sent = [drafted, approved, exported, invoiced];
    expect(states(...sent, disputed(false))).toEqual(['disputed']);
    expect(states(...sent, disputed(true))).toEqual(['invoiced']);
    expect(states(...sent, settled, disputed(false))).toEqual(['settled']);
    expect(states(...sent, disputed(false), decided(false))).toEqual(['invoiced']);
    expect(states(...sent, disputed(false), reversed('approved'), decided(true))).toEqual([
      'settled',
      'approved',
    ]);
  });

  test('what never left is void with its reversal; nothing is owed either way', () => {
    const kept = ledgerOf([drafted, approved, reversed('void')]);
    expect(kept.map(({ state }) => state)).toEqual(['void', 'void']);
    expect(billedCents(kept)).toBe(0);
    const left = ledgerOf([drafted, approved, exported, reversed('approved')]);
    expect(left.map(({ state }) => state)).toEqual(['exported', 'approved']);
    expect(billedCents(left)).toBe(0);
    expect(billedCents(ledgerOf([drafted]))).toBe(10_797);
    const waived: BillingEvent = { type: 'charge_waived', data: { charge: 1 } };
    expect(billedCents(ledgerOf([drafted, waived]))).toBe(0);
  });

  test('a history that tells of a line before it was drafted is none', () => {
    expect(() => ledgerOf([approved])).toThrow('charge 1');
  });
});

test('a line goes forward only, and is given up only before it leaves', () => {
  expect(mayBecome('draft', 'exported')).toBe(false);
  expect(mayBecome('approved', 'waived')).toBe(true);
  expect(mayBecome('exported', 'waived')).toBe(false);
  expect(mayBecome('settled', 'invoiced')).toBe(false);
  expect(mayBecome('void', 'draft')).toBe(false);
  expect([neverLeft('approved'), neverLeft('exported')]).toEqual([true, false]);
});

describe('a period is days of the provider’s, the last included', () => {
  test('half-open instants, across the change of hour', () => {
    const month = monthOf(new Date('2026-03-31T21:59:59.999Z'), 'Europe/Paris');
    expect(month).toEqual({ from: '2026-03-01', to: '2026-03-31' });
    expect(boundsOf(month, 'Europe/Paris')).toEqual({
      from: new Date('2026-02-28T23:00:00.000Z'),
      to: new Date('2026-03-31T22:00:00.000Z'),
    });
    expect(monthOf(new Date('2026-03-31T22:00:00.000Z'), 'Europe/Paris').from).toBe('2026-04-01');
  });

  test.each([
    [{ from: '', to: '2026-03-31' }, 'required', 'from'],
    [{ from: '2026-02-29', to: '2026-03-31' }, 'invalid_choice', 'from'],
    [{ from: '2026-03-01', to: '31/03/2026' }, 'invalid_choice', 'to'],
    [{ from: '2026-03-02', to: '2026-03-01' }, 'end_before_start', 'to'],
  ])('%j is refused', (typed, reason, field) => {
    expect(readPeriod(typed)).toMatchObject({ ok: false, reason, field });
  });
});

test('a statement adds its lines up, by rate too, and rounds nothing again', () => {
  const line = (vatBasisPoints: number, netCents: number, vatCents: number) => ({
    vatBasisPoints,
    netCents,
    vatCents,
    grossCents: netCents + vatCents,
  });
  const lines = [line(850, 99, 8), line(2_000, 8_997, 1_800), line(850, 99, 8)];
  expect(totalsOf(lines)).toEqual({ netCents: 9_195, vatCents: 1_816, grossCents: 11_011 });
  expect(totalsByRate(lines)).toEqual([
    { vatBasisPoints: 2_000, netCents: 8_997, vatCents: 1_800, grossCents: 10_797 },
    { vatBasisPoints: 850, netCents: 198, vatCents: 16, grossCents: 214 },
  ]);
  expect(totalsOf([])).toEqual({ netCents: 0, vatCents: 0, grossCents: 0 });
});

import { describe, expect, test } from '@jest/globals';
import { groundsFor } from '../../../server/domain/contract-request/grounds.ts';
import {
  type CancellationOrder,
  computeRefund,
  type Order,
  type WithdrawalOrder,
} from '../../../server/domain/contract-request/refund.ts';

const PARIS = { timeZone: 'Europe/Paris', holidays: 'metropole' } as const;
const ORDER: WithdrawalOrder = {
  kind: 'withdrawal',
  orderedOn: '2026-05-02',
  paidCents: 12_000,
  periodFrom: '2026-05-02',
  periodDays: 365,
  immediateStart: false,
  performed: false,
  madeToMeasure: false,
};
const DELIVERY: CancellationOrder = {
  kind: 'cancellation',
  validatedOn: '2026-05-02',
  promisedOn: null,
  deliveredOn: null,
  paidCents: 4_900,
};

function grounds(order: Order | null, receivedOn: string, change: object = {}) {
  const computed = order && computeRefund(order, receivedOn, PARIS);
  if (computed && !computed.ok) throw new Error(computed.reason);
  const kind = order?.kind ?? 'withdrawal';
  const computation = computed ? computed.value : null;
  const known = { kind, quality: 'consumer', identity: 'session', computation } as const;
  return groundsFor({ ...known, ...change });
}

describe('on what grounds a request may be refused', () => {
  test('none that no fact bears out', () => {
    expect(grounds(null, '2026-05-10')).toEqual([]);
    expect(grounds(ORDER, '2026-05-18')).toEqual([]);
    expect(grounds(DELIVERY, '2026-05-18')).toEqual([]);
  });

  test('a withdrawal: the day after its last, or an exception that was recorded', () => {
    expect(grounds(ORDER, '2026-05-19')).toEqual(['late']);
    expect(grounds({ ...ORDER, performed: true }, '2026-05-10')).toEqual(['performed']);
    expect(grounds({ ...ORDER, madeToMeasure: true }, '2026-05-10')).toEqual(['made_to_measure']);
  });

  test('a cancellation: on the last day to deliver, or delivered by then', () => {
    expect(grounds(DELIVERY, '2026-05-17')).toEqual(['not_due']);
    expect(grounds({ ...DELIVERY, promisedOn: '2026-05-20' }, '2026-05-20')).toEqual(['not_due']);
    expect(grounds({ ...DELIVERY, promisedOn: '2026-05-20' }, '2026-05-21')).toEqual([]);
    expect(grounds({ ...DELIVERY, deliveredOn: '2026-05-18' }, '2026-05-18')).toEqual([
      'delivered',
    ]);
    expect(grounds({ ...DELIVERY, deliveredOn: '2026-05-19' }, '2026-05-18')).toEqual([]);
  });

  test('any: who isn’t a consumer, or nobody knows', () => {
    expect(grounds(null, '2026-05-10', { quality: 'professional' })).toEqual(['professional']);
    expect(grounds(null, '2026-05-10', { identity: null })).toEqual(['not_identified']);
  });
});

describe('what is refunded, to the cent', () => {
  const refund = (change: Partial<WithdrawalOrder>, receivedOn = '2026-05-10') => {
    const computed = computeRefund({ ...ORDER, ...change }, receivedOn, PARIS);
    if (!computed.ok) throw new Error(computed.reason);
    return [computed.value.deductedCents, computed.value.refundCents];
  };

  test.each([
    // nine days of 365, the first and that of the receipt included
    [{ immediateStart: true }, [296, 11_704]],
    [{ immediateStart: false }, [0, 12_000]],
    // half a cent is rounded up, once
    [{ immediateStart: true, paidCents: 1, periodFrom: '2026-05-10', periodDays: 2 }, [1, 0]],
    // a period not begun is not used, one that is over is used whole
    [{ immediateStart: true, periodFrom: '2026-05-11' }, [0, 12_000]],
    [{ immediateStart: true, periodDays: 5 }, [12_000, 0]],
  ])('%j', (change, cents) => {
    expect(refund(change)).toEqual(cents);
  });
});

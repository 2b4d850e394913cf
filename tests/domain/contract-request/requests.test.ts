import { describe, expect, test } from '@jest/globals';
import {
  cancellation,
  isCancellationSubject,
} from '../../../server/domain/contract-request/cancellation.ts';
import { terminationDay } from '../../../server/domain/contract-request/termination.ts';
import { withdrawal } from '../../../server/domain/contract-request/withdrawal.ts';

const place = { timeZone: 'Europe/Paris', holidays: 'metropole' } as const;

describe('Marie withdraws from her order of 2 May 2026, 119.88 for a year (R1)', () => {
  const order = {
    orderedOn: '2026-05-02',
    receivedOn: '2026-05-11',
    paidCents: 11_988,
    periodFrom: '2026-05-02',
    periodDays: 365,
  };

  test('until 18 May, the fourteenth day being a Saturday', () => {
    expect(withdrawal({ ...order, immediateStart: false }, place).limit.lastDay).toBe('2026-05-18');
  });

  test('and has it all back where she had not asked to start at once', () => {
    expect(withdrawal({ ...order, immediateStart: false }, place)).toMatchObject({
      inTime: true,
      usedDays: 0,
      deductedCents: 0,
      refundCents: 11_988,
      refundBy: { lastDay: '2026-05-25' },
    });
  });

  test('less ten days of 365 where she had', () => {
    expect(withdrawal({ ...order, immediateStart: true }, place)).toMatchObject({
      usedDays: 10,
      deductedCents: 328,
      refundCents: 11_660,
    });
  });

  test('19 May is too late', () => {
    const late = { ...order, receivedOn: '2026-05-19', immediateStart: false };
    expect(withdrawal(late, place).inTime).toBe(false);
  });
});

describe('a service that was not delivered (R2)', () => {
  test('fifteen days from the validation where no day was promised', () => {
    const facts = { validatedOn: '2026-03-02', promisedOn: null, receivedOn: '2026-03-18' };
    expect(cancellation(facts, 'Europe/Paris')).toMatchObject({
      deliveryBy: '2026-03-17',
      due: true,
      refundBy: { lastDay: '2026-04-01' },
    });
  });

  test('on the last day it can still be delivered', () => {
    const facts = { validatedOn: '2026-03-02', promisedOn: '2026-03-10', receivedOn: '2026-03-10' };
    expect(cancellation(facts, 'Europe/Paris').due).toBe(false);
  });

  test.each([
    ['Résiliation pour défaut de mise à disposition', true],
    ['RE: RESILIATION POUR DEFAUT DE MISE A DISPOSITION (commande 12)', true],
    ['Résiliation', false],
  ])('its subject is recognised: %s', (subject, known) => {
    expect(isCancellationSubject(subject)).toBe(known);
  });
});

describe('a termination received on 3 March (R3)', () => {
  test('takes effect the day after', () => {
    expect(terminationDay('2026-03-03', null)).toEqual({ ok: true, value: '2026-03-04' });
  });

  test('or on a chosen day more than ten days away, not on the tenth', () => {
    expect(terminationDay('2026-03-03', '2026-03-14')).toEqual({ ok: true, value: '2026-03-14' });
    expect(terminationDay('2026-03-03', '2026-03-13')).toMatchObject({
      ok: false,
      reason: 'termination_too_soon',
      details: { earliest: '2026-03-14' },
    });
  });
});

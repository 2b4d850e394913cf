import { describe, expect, test } from '@jest/globals';
import { checkPdf, readableSince } from '../../../server/domain/billing/invoice.ts';

const since = (now: string, zone = 'Europe/Paris') =>
  readableSince(new Date(now), zone).toISOString();

describe('an invoice is read for twelve months (D6)', () => {
  test('to the end of the same day a year later, in the provider’s zone', () => {
    // the whole of 2 March 2027 still shows what came at any hour of 2 March 2026
    expect(since('2027-03-02T22:59:59.999Z')).toBe('2026-03-01T23:00:00.000Z');
    expect(since('2027-03-02T23:00:00.000Z')).toBe('2026-03-02T23:00:00.000Z');
  });

  test('what came on a 29 February is read until the 28 a year later', () => {
    expect(since('2029-02-28T12:00:00.000Z')).toBe('2028-02-27T23:00:00.000Z');
    expect(since('2029-03-01T12:00:00.000Z')).toBe('2028-02-29T23:00:00.000Z');
  });

  test('what came on a 28 February is no longer read on the 29 a year later', () => {
    expect(since('2028-02-28T12:00:00.000Z')).toBe('2027-02-27T23:00:00.000Z');
    expect(since('2028-02-29T12:00:00.000Z')).toBe('2027-02-28T23:00:00.000Z');
  });
});

describe('an invoice is a PDF', () => {
  const file = (text: string) => new Uint8Array(Buffer.from(text));

  test('by its first bytes', () => {
    expect(checkPdf(file('%PDF-1.7\n'))).toMatchObject({ ok: true });
    const wrong = { ok: false, reason: 'not_a_pdf', field: 'pdf' };
    expect(checkPdf(file('<html>%PDF-1.7'))).toMatchObject(wrong);
    expect(checkPdf(file('%PDF'))).toMatchObject(wrong);
    expect(checkPdf(file(''))).toMatchObject({ ok: false, reason: 'required', field: 'pdf' });
    expect(checkPdf(null)).toMatchObject({ ok: false, reason: 'required', field: 'pdf' });
  });

  test('of 10 MB at most', () => {
    const most = new Uint8Array(10 * 1024 * 1024);
    most.set(file('%PDF-'));
    expect(checkPdf(most)).toMatchObject({ ok: true });
    const more = new Uint8Array(10 * 1024 * 1024 + 1);
    more.set(file('%PDF-'));
    expect(checkPdf(more)).toMatchObject({ ok: false, reason: 'not_a_pdf' });
  });
});

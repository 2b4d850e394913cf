import { describe, expect, test } from '@jest/globals';
import {
  reachableFrom,
  STATUSES,
  statusAfterCustomerMessage,
  statusAfterStaffReply,
} from '../../../server/domain/ticket/status.ts';

describe('the status of a ticket', () => {
  test.each([
    ['new', 'open'],
    ['open', 'open'],
    ['waiting_customer', 'waiting_customer'],
    ['resolved', 'resolved'],
  ] as const)('a reply takes up what is new: %s -> %s', (before, after) => {
    expect(statusAfterStaffReply(before, null)).toBe(after);
  });

  test('a reply may ask the customer to answer, or resolve', () => {
    expect(statusAfterStaffReply('new', 'waiting_customer')).toBe('waiting_customer');
    expect(statusAfterStaffReply('open', 'resolved')).toBe('resolved');
  });

  test.each([
    ['new', 'new'],
    ['open', 'open'],
    ['waiting_customer', 'open'],
    ['resolved', 'open'],
  ] as const)("a customer's word ends the wait and undoes a resolution: %s -> %s (H4)", (b, a) => {
    expect(statusAfterCustomerMessage(b)).toBe(a);
  });

  test('what is over is only ever opened again', () => {
    expect(reachableFrom('closed')).toEqual(['open']);
    expect(reachableFrom('refused')).toEqual(['open']);
  });

  test('no status leads to itself, and none is a dead end', () => {
    for (const status of STATUSES) {
      expect(reachableFrom(status)).not.toContain(status);
      expect(reachableFrom(status).length).toBeGreaterThan(0);
    }
  });
});

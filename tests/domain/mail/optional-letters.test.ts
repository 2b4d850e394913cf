import { describe, expect, test } from '@jest/globals';
import { isOptionalLetter } from '../../../server/domain/mail/optional-letters.ts';

describe('what a reader may do without', () => {
  test.each(['ticket_merged', 'invoice_available', 'timer_running'])('%s', (letter) => {
    expect(isOptionalLetter(letter)).toBe(true);
  });

  test.each([
    'acknowledgement',
    'acknowledgement_grouped',
    'reply',
    'diagnosis_report',
    'ticket_refused',
    'closed_without_answer',
    'waiting_reminder',
    'tariff_recalled',
    'charge_waived',
    'credit_granted',
    'dispute_received',
    'dispute_decided',
    'complaint_acknowledgement',
    'complaint_answer',
    'complaint_level_open',
    'request_acknowledgement',
    'refund_made',
    'customer_blocked',
    'password_reset',
    'mailbox_alert',
  ])('%s is sent whatever was chosen', (letter) => {
    expect(isOptionalLetter(letter)).toBe(false);
  });

  test('planned maintenance is there to be consulted (3.7); any other suspension is told', () => {
    for (const letter of ['suspension_published', 'suspension_changed', 'suspension_cancelled']) {
      expect(isOptionalLetter(letter, 'maintenance')).toBe(true);
      expect(isOptionalLetter(letter, 'suspension')).toBe(false);
      expect(isOptionalLetter(letter, 'force_majeure')).toBe(false);
    }
    expect(isOptionalLetter('force_majeure_termination', 'force_majeure')).toBe(false);
  });
});

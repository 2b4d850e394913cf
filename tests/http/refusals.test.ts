import { expect, test } from '@jest/globals';
import type { RefusalReason } from '../../server/domain/outcome.ts';
import { loadTranslations } from '../../server/views/i18n.ts';
import { findWebRoot } from '../../server/views/web-root.ts';

/** Every reason, or this does not compile. */
const REASONS: Record<RefusalReason, true> = {
  forbidden: true,
  not_found: true,
  required: true,
  too_long: true,
  too_short: true,
  invalid_email: true,
  invalid_choice: true,
  email_taken: true,
  unchanged: true,
  ticket_closed: true,
  ticket_merged: true,
  another_customer: true,
  same_ticket: true,
  unknown_ticket: true,
  status_not_reachable: true,
  assignee_not_staff: true,
  link_expired: true,
  password_is_email: true,
  account_disabled: true,
  attachments_too_large: true,
  too_many_attachments: true,
  already_decided: true,
  name_taken: true,
  price_out_of_range: true,
  unknown_time_zone: true,
  unknown_weekday: true,
  malformed_interval: true,
  overlapping_intervals: true,
  unknown_holiday_zone: true,
  unknown_holiday: true,
  malformed_exception: true,
  never_opens: true,
  target_not_positive: true,
  share_out_of_range: true,
  shares_not_rising: true,
  step_tells_nobody: true,
  reminder_not_positive: true,
  credit_not_positive: true,
  maintenance_not_announced: true,
  end_before_start: true,
  window_begun: true,
  window_over: true,
  no_service: true,
  unreadable_time: true,
};

test('every refusal has its words, in both languages', () => {
  const translations = loadTranslations(`${findWebRoot(import.meta.url)}/locales`, {
    strict: true,
  });
  const reasons = Object.keys(REASONS);
  for (const locale of ['fr', 'en'] as const) {
    expect(reasons.filter((reason) => !translations.exists(locale, `refusals.${reason}`))).toEqual(
      [],
    );
  }
});

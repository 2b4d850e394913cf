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
  kind_fixed: true,
  refusal_needs_reasons: true,
  time_overlaps: true,
  time_in_future: true,
  time_too_long: true,
  timer_running: true,
  timer_elsewhere: true,
  no_timer: true,
  already_corrected: true,
  not_an_incident: true,
  already_concluded: true,
  not_concluded: true,
  tariff_changed: true,
  acceptance_required: true,
  acceptance_missing: true,
  already_accepted: true,
  no_tariff: true,
  nothing_to_export: true,
  charge_moved: true,
  number_taken: true,
  not_a_pdf: true,
  already_disputed: true,
  already_invoiced: true,
  secret_wiped: true,
  agreement_missing: true,
  customer_blocked: true,
  already_blocked: true,
  not_blocked: true,
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

import type { EventType } from './models/events.ts';

/** What stands before an event's sentence; a dot where nothing says more than the words. */
const ICONS: Partial<Record<EventType, string>> = {
  ticket_opened: 'ticket',
  ticket_assigned: 'user',
  status_changed: 'contrast',
  mail_delivery_failed: 'mail-x',
  mail_bounced: 'mail-x',
  mail_held: 'mail-question-mark',
  acknowledgement_withheld: 'mail-minus',
  attachment_refused: 'paperclip',
  participant_added: 'user',
  participant_removed: 'user',
  message_moved_in: 'mail',
  timer_started: 'play',
  time_recorded: 'timer',
  step_recorded: 'flask-conical',
  access_recorded: 'plug',
  collaboration_requested: 'hand-helping',
  diagnosis_concluded: 'stethoscope',
  secret_kept: 'key-round',
  secret_revealed: 'key-round',
  secrets_wiped: 'eraser',
  message_redacted: 'eraser',
  tariff_recalled: 'receipt-euro',
  tariff_accepted: 'check',
  charge_drafted: 'receipt-euro',
  charge_reversed: 'undo-2',
  charge_invoiced: 'receipt-euro',
  charge_disputed: 'scale',
  dispute_opened: 'scale',
  dispute_decided: 'scale',
  ticket_refused: 'ban',
  conduct_flagged: 'flag',
  complaint_lodged: 'megaphone',
  complaint_escalated: 'megaphone',
  complaint_answered: 'stamp',
  complaint_answer_given: 'stamp',
  complaint_answer_voided: 'mail-x',
  complaint_level_told: 'bell',
  complaint_reminded: 'bell',
  mediation_referred: 'handshake',
  mediation_closed: 'handshake',
};

export function eventIcon(type: EventType): string {
  return ICONS[type] ?? 'dot';
}

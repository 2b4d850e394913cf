import type { Locale } from '../domain/user/role.ts';
import { formatDuration, formatMoney, formatTime } from './format.ts';
import type { Translate } from './i18n.ts';
import type { EventView } from './models/events.ts';

/** An event in one sentence, who did it at its end: "Affecté à Léa Fontaine par Karim Diallo". */
export function eventSentence(event: EventView, t: Translate, locale: Locale): string {
  const { actor, type, data } = event;
  // these name their author inside: "Message reçu par Jean" would be somebody else's
  if (type === 'message_received' && actor) return t('events.message_received_from', { actor });
  if (type === 'ticket_opened' && actor) {
    return t('events.ticket_opened_by', {
      actor,
      kind: t(`tickets.kind.${data.kind}`),
      channel: t(`messages.by_channel.${data.channel}`),
    });
  }
  if (type === 'ticket_assigned' && actor && data.assignee === actor) {
    return t('events.ticket_taken', { actor });
  }
  if ((type === 'participant_added' || type === 'participant_removed') && actor) {
    return t(`events.${type}_by`, { name: data.name, actor });
  }
  const sentence = t(...words(event, t, locale));
  return actor ? t('events.by', { sentence, actor }) : sentence;
}

function words(
  event: EventView,
  t: Translate,
  locale: Locale,
): [key: string, params?: Record<string, unknown>] {
  const { type, data } = event;
  switch (type) {
    case 'ticket_opened':
      return [
        'events.ticket_opened',
        { kind: t(`tickets.kind.${data.kind}`), channel: t(`messages.by_channel.${data.channel}`) },
      ];
    case 'ticket_assigned':
      return data.assignee
        ? ['events.ticket_assigned', { assignee: data.assignee }]
        : ['events.ticket_unassigned'];
    case 'status_changed':
      return [
        'events.status_changed',
        { from: t(`events.status.${data.from}`), to: t(`events.status.${data.to}`) },
      ];
    case 'ticket_requalified':
      return [
        'events.ticket_requalified',
        { from: t(`tickets.kind.${data.from}`), to: t(`tickets.kind.${data.to}`) },
      ];
    case 'priority_changed':
      return [
        'events.priority_changed',
        { from: t(`plans.priority.${data.from}`), to: t(`plans.priority.${data.to}`) },
      ];
    case 'commitment_breached':
      return ['events.commitment_breached', { target: t(`plans.target.${data.target}`) }];
    case 'escalation_announced':
      return [
        data.told.length > 0 ? 'events.escalation_announced' : 'events.escalation_untold',
        {
          deadline: t(`plans.deadline.${data.deadline}`),
          share: data.share,
          told: data.told.join(', '),
        },
      ];
    case 'credit_proposed':
      return ['events.credit_proposed'];
    case 'credit_decided':
      return [data.approved ? 'events.credit_approved' : 'events.credit_rejected'];
    case 'time_recorded': {
      const key = data.corrects ? 'events.time_corrected' : 'events.time_recorded';
      const duration = formatDuration(data.seconds);
      return data.of === null ? [key, { duration }] : [`${key}_of`, { duration, of: data.of }];
    }
    case 'step_recorded':
      return data.result === null
        ? ['events.step_recorded_finding']
        : ['events.step_recorded_test', { result: t(`events.test_result.${data.result}`) }];
    case 'diagnosis_concluded':
      return [
        data.changed ? 'events.diagnosis_changed' : 'events.diagnosis_concluded',
        { outcome: t(`diagnosis.outcome.${data.outcome}`) },
      ];
    case 'charge_drafted':
    case 'charge_reversed':
      return [`events.${type}`, { amount: formatMoney(data.cents, locale) }];
    case 'tariff_recalled': {
      const price = formatMoney(data.cents, locale);
      return [`events.tariff_recalled_${data.price}`, { price, count: data.minutes }];
    }
    case 'tariff_accepted':
      return [`events.tariff_accepted_${data.means}`];
    case 'dispute_decided':
      return [data.upheld ? 'events.dispute_upheld' : 'events.dispute_rejected'];
    case 'dispute_opened':
      return [data.late ? 'events.dispute_opened_late' : 'events.dispute_opened'];
    case 'complaint_answered':
      return [
        'events.complaint_answered',
        { level: data.level, outcome: t(`events.answer_outcome.${data.outcome}`) },
      ];
    case 'complaint_reaction':
      return [data.satisfied ? 'events.complaint_satisfied' : 'events.complaint_unsatisfied'];
    case 'complaint_cause_set':
      return ['events.complaint_cause_set', { cause: t(`complaint_desk.causes.${data.cause}`) }];
    case 'contact_corrected':
      return [`events.contact_corrected.${data.what}`, { name: data.name }];
    case 'customer_quality_changed':
      return [
        'events.customer_quality_changed',
        {
          from: t(`customers.quality.${data.from}`),
          to: t(`customers.quality.${data.to}`),
        },
      ];
    case 'complaint_path_decided':
      return [
        'events.complaint_path_decided',
        { path: t(`events.complaint_path.${data.quality}`) },
      ];
    case 'complaint_reminded':
      return data.days === 0
        ? ['events.complaint_overdue']
        : ['events.complaint_reminded', { days: data.days }];
    case 'contract_request_received':
    case 'contract_request_accepted':
      return data.effectiveOn === null
        ? [`events.${type}`]
        : [`events.${type}_from`, { day: dayText(data.effectiveOn, locale) }];
    case 'contract_request_identified':
      return [`events.contract_request_identified_${data.means}`];
    case 'contract_request_refused':
      return ['events.contract_request_refused', { ground: t(`requests.ground.${data.ground}`) }];
    case 'refund_computed':
    case 'refund_made':
      return [`events.${type}`, { amount: formatMoney(data.cents, locale) }];
    case 'contract_request_reminded': {
      const late = data.days === 0 ? 'overdue' : 'reminded';
      return [`events.${data.owed}_${late}`, { days: data.days }];
    }
    case 'mediation_admissibility':
      return [data.admissible ? 'events.mediation_admissible' : 'events.mediation_inadmissible'];
    case 'mediation_proposal_answered':
      return [`events.mediation_proposal_${data.accepted ? 'accepted' : 'refused'}_${data.by}`];
    case 'ticket_refused':
      return ['events.ticket_refused', { ground: t(`events.refusal_ground.${data.ground}`) }];
    default:
      return [`events.${type}`, data];
  }
}

/** A date of the wall clock, that no zone moves. */
function dayText(day: string, locale: Locale): string {
  return formatTime(new Date(`${day}T12:00:00Z`), locale, 'UTC', 'date');
}

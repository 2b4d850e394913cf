import type { Translate } from './i18n.ts';
import type { EventView } from './models/events.ts';

/** An event in one sentence, who did it at its end: "Affecté à Léa Fontaine par Karim Diallo". */
export function eventSentence(event: EventView, t: Translate): string {
  const { actor, type, data } = event;
  // these two name their author inside: "Message reçu par Jean" would be somebody else's
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
  const sentence = t(...words(event, t));
  return actor ? t('events.by', { sentence, actor }) : sentence;
}

function words(event: EventView, t: Translate): [key: string, params?: Record<string, unknown>] {
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
    default:
      return [`events.${type}`, data];
  }
}

import { IMPACTS, priorityOf, URGENCIES } from '../domain/plan/priority.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Service } from '../store/services.ts';
import type { JudgingPanel } from '../views/models/clocks.ts';
import type { Choice } from '../views/models/common.ts';

/** A customer's services, to choose one from. */
export function serviceChoices(services: readonly Service[]): Choice[] {
  return services.map(({ id, name }) => ({ value: String(id), label: name }));
}

/** What a ticket's clocks go by, for its panel. */
export function judgingView(
  ticket: Pick<Ticket, 'number' | 'impact' | 'urgency' | 'priority' | 'serviceId'>,
  services: readonly Service[],
  forms: Pick<JudgingPanel, 'priorityForm' | 'reassessmentForm' | 'mayReassess'>,
): JudgingPanel {
  const { number, impact, urgency, priority, serviceId } = ticket;
  const chosen = forms.priorityForm.values.standing || `${impact} ${urgency}`;
  return {
    number,
    impact,
    urgency,
    priority,
    matrix: IMPACTS.map((row) => ({
      impact: row,
      cells: URGENCIES.map((column) => ({
        urgency: column,
        priority: priorityOf(row, column),
        chosen: `${row} ${column}` === chosen,
      })),
    })),
    urgencies: [...URGENCIES],
    services: serviceChoices(services),
    service: serviceId === null ? '' : String(serviceId),
    ...forms,
  };
}

import { isEnded } from '../../domain/ticket/status.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import type { UserActor } from '../../domain/user/actor.ts';
import { serviceChoices } from '../../presenters/judging-view.ts';
import { recommendedView, stepView } from '../../presenters/step-view.ts';
import { listAttachments } from '../../store/attachments.ts';
import { listSteps } from '../../store/diagnosis-steps.ts';
import { listTestsFor } from '../../store/recommended-tests.ts';
import { listServices } from '../../store/services.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { StepsSheet } from '../../views/models/diagnosis-steps.ts';
import { attachmentLimits } from '../attachment-limits.ts';
import type { HttpDeps } from '../deps.ts';

/** The forms of the steps as they come back after a refusal. */
export type StepForms = Partial<Pick<StepsSheet, 'test' | 'finding' | 'access' | 'collaboration'>>;

/** What was tested, found, accessed and asked for on a ticket, as staff see it. */
export async function loadSteps(
  { database }: HttpDeps,
  user: UserActor,
  ticket: Ticket,
  forms: StepForms = {},
): Promise<StepsSheet> {
  const [steps, tests, services] = await Promise.all([
    listSteps(database, ticket.id),
    listTestsFor(database, ticket.serviceId),
    listServices(database, ticket.customerId),
  ]);
  const files = await listAttachments(
    database,
    steps.flatMap(({ messageId }) => messageId ?? []),
  );
  const merged = ticket.mergedIntoId !== null;
  const service = ticket.serviceId === null ? '' : String(ticket.serviceId);
  return {
    number: ticket.number,
    goesOn: ticket.kind === 'incident' && !merged && !isEnded(ticket.status),
    mayAccess: !merged,
    steps: steps.map((step) => stepView(step, files)),
    recommended: recommendedView(tests, steps),
    services: serviceChoices(services),
    testChoices: tests.map(({ id, wording }) => ({ value: String(id), label: wording })),
    zone: user.timeZone,
    test: forms.test ?? emptyForm(),
    finding: forms.finding ?? emptyForm(),
    access: forms.access ?? emptyForm({ service }),
    collaboration: forms.collaboration ?? emptyForm(),
    limits: attachmentLimits,
  };
}

import { dayIn } from '../domain/billing/claim-cap.ts';
import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import { answeredAt, type PathEvent, pathOf } from '../domain/complaint/path.ts';
import { stepsOf } from '../domain/complaint/step.ts';
import type { EscalationPage } from '../views/models/complaints.ts';
import { answerByIfAsked } from './complaint-panel.ts';

/**
 * What asking for level 2 means, and whether it can be asked now (P2). Nothing of what was said on
 * the complaint, nor of whose it is: whoever holds a mail's link reads this.
 */
export function escalationPage(
  events: readonly PathEvent[],
  { bodies, timeZone, now }: { bodies: ComplaintBodies; timeZone: string; now: Date },
): Omit<EscalationPage, 'number' | 'action' | 'own' | 'form' | 'limits'> {
  const path = pathOf(events, timeZone);
  const [first, second] = path.stages;
  const [, step] = stepsOf(path, now, now);
  const at = answeredAt(first);
  const given = first.answers.findLast(({ givenAt }) => givenAt !== null);
  return {
    first: bodies.customerService.name,
    second: bodies.consumerService.name,
    state: step.state,
    ended:
      at === null || !given
        ? { outcome: null, day: first.limit.lastDay }
        : { outcome: given.outcome, day: dayIn(timeZone, at) },
    answerBy: second?.limit.lastDay ?? answerByIfAsked(dayIn(timeZone, now), timeZone),
    askedOn: second?.receivedOn ?? null,
    from: step.state === 'later' && step.from ? dayIn(timeZone, step.from) : null,
    court: path.quality === 'professional' ? bodies.court : null,
  };
}

import type { ComplaintEvent } from '../../../server/domain/complaint/event.ts';
import {
  type ComplaintPath,
  type PathEvent,
  pathOf,
} from '../../../server/domain/complaint/path.ts';

export const PARIS = 'Europe/Paris';

/** A complaint told event by event, each at its instant. */
export class ComplaintStory {
  readonly events: PathEvent[] = [];

  on(at: string, event: ComplaintEvent): this {
    this.events.push({ ...event, at: new Date(at) });
    return this;
  }

  path(timeZone = PARIS): ComplaintPath {
    return pathOf(this.events, timeZone);
  }
}

export function lodged(
  quality: 'consumer' | 'professional',
  receivedOn: string,
  means: 'portal' | 'email' | 'letter' | 'call' = 'portal',
): ComplaintStory {
  const data = { quality, means, received_on: receivedOn };
  return new ComplaintStory().on(`${receivedOn}T09:00:00Z`, { type: 'complaint_lodged', data });
}

export function answered(level: 1 | 2, answer: number): ComplaintEvent {
  return {
    type: 'complaint_answered',
    data: {
      answer,
      level,
      outcome: 'rejected',
      redress: { kind: 'none', cents: null },
      message: answer,
      outbound_email: answer,
      document: answer,
    },
  };
}

export const given = (answer: number): ComplaintEvent => ({
  type: 'complaint_answer_given',
  data: { answer },
});
export const voided = (answer: number): ComplaintEvent => ({
  type: 'complaint_answer_voided',
  data: { answer },
});
export const escalated = (received_on: string): ComplaintEvent => ({
  type: 'complaint_escalated',
  data: { means: 'portal', received_on },
});

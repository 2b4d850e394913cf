import { dayIn } from '../domain/billing/claim-cap.ts';
import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import type { PathQuality } from '../domain/complaint/event.ts';
import { pathOf } from '../domain/complaint/path.ts';
import type { ComplaintFormPage } from '../views/models/complaints.ts';

/** What follows on a complaint that is lodged on a day of the provider's (P1–P5). */
export function lodgingFollows({
  day,
  timeZone,
  bodies,
  quality,
}: {
  day: string;
  timeZone: string;
  bodies: ComplaintBodies;
  quality: PathQuality;
}): ComplaintFormPage['follows'] {
  const at = new Date(0);
  const data = { quality, means: 'portal', received_on: day } as const;
  const path = pathOf([{ type: 'complaint_lodged', data, at }], timeZone);
  const { limit } = path.stages[0];
  const consumer = quality === 'consumer';
  return {
    receivedOn: day,
    lastDay: limit.lastDay,
    nextOn: dayIn(timeZone, limit.ends),
    first: bodies.customerService.name,
    second: bodies.consumerService.name,
    mediator: consumer ? bodies.mediator.name : null,
    court: consumer ? null : bodies.court,
  };
}

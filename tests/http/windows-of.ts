import { done } from '../../seeds/done.ts';
import { publishSuspension } from '../../server/commands/publish-suspension.ts';
import { saveService } from '../../server/commands/save-service.ts';
import type { World } from '../support/world.ts';

/** A service of a customer's. @returns its id */
export async function serviceOf(
  { run, cast }: World,
  who: 'jean' | 'tiare' | 'marie',
  name: string,
): Promise<number> {
  const service = {
    serviceId: null,
    customerId: cast[who].customerId as number,
    name,
    planId: null,
    conditions: null,
    monthlyPriceCents: null,
  };
  return done(await run(saveService, cast.nadia, service)).serviceId;
}

/** A maintenance of these services, from one hour to three hours from now. @returns its id */
export async function maintenanceOf(
  { run, cast, clock }: World,
  services: readonly number[],
  title: string,
): Promise<number> {
  const inHours = (hours: number) => new Date(clock.now.getTime() + hours * 3_600_000);
  const window = {
    cause: 'maintenance',
    title,
    details: 'Les sites seront hors ligne quelques minutes.',
    startsAt: inHours(1),
    endsAt: inHours(3),
    expectedEndAt: null,
    services,
  } as const;
  return done(await run(publishSuspension, cast.karim, window)).suspensionId;
}

import { choosePlan } from '../server/commands/choose-plan.ts';
import type { Run } from '../server/commands/command.ts';
import { saveService } from '../server/commands/save-service.ts';
import { saveTeam } from '../server/commands/save-team.ts';
import type { PlanDefinition } from '../server/domain/plan/plan.ts';
import type { ContactName } from './cast.ts';
import { done } from './done.ts';
import type { Cast } from './populate.ts';
import { settleSerenitePlus } from './settle-plans.ts';

type DemoService = { name: string; monthlyPriceCents: number };

/** What each customer of the demonstration has; the contract leaves names and prices open. */
const SERVICES: Record<ContactName, readonly DemoService[]> = {
  jean: [
    { name: 'Site vitrine', monthlyPriceCents: 1_990 },
    { name: 'Commande en ligne', monthlyPriceCents: 4_990 },
  ],
  marie: [{ name: 'Blog de Marie', monthlyPriceCents: 990 }],
  tiare: [
    { name: 'Site de l’agence', monthlyPriceCents: 8_900 },
    { name: 'Boutique en ligne', monthlyPriceCents: 12_900 },
    { name: 'Messagerie', monthlyPriceCents: 2_400 },
  ],
};

/** Gives the demonstration's customers their services, one of them a plan, and the staff a team. */
export async function settleServices(
  run: Run,
  cast: Cast,
  calendars: PlanDefinition['calendars'],
  at: Date,
): Promise<void> {
  const { nadia, odile, karim, lea } = cast;
  const planId = await settleSerenitePlus(run, at, calendars);
  done(await run(choosePlan, nadia, { customerId: customerOf(cast, 'tiare'), planId }));
  for (const [name, services] of Object.entries(SERVICES)) {
    const customerId = customerOf(cast, name as ContactName);
    const plain = { serviceId: null, customerId, planId: null, conditions: null };
    for (const service of services) done(await run(saveService, nadia, { ...plain, ...service }));
  }
  const memberIds = [karim.id, lea.id];
  const support = { teamId: null, name: 'Support', leadId: nadia.id, calendarId: null, memberIds };
  done(await run(saveTeam, odile, support));
}

function customerOf(cast: Cast, name: ContactName): number {
  const { customerId } = cast[name];
  if (customerId === null) throw new Error(`${name} is no customer`);
  return customerId;
}

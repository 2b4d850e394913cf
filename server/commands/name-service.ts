import { accept } from '../domain/outcome.ts';
import { conditionsInForce } from '../store/service-conditions.ts';
import type { Command } from './command.ts';
import { concernedService } from './concerned-service.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';

/**
 * Says which of the customer's services a ticket is about, or that none is (`serviceId` null). What
 * suspends that service stops its clocks (H4), and the particular conditions it had at the receipt
 * count (4.3).
 */
export const nameService: Command<{ number: string; serviceId: number | null }, null> = async (
  context,
  { number, serviceId },
) => {
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const { ticket } = held.value;
  if (ticket.serviceId === serviceId) return accept(null);
  const service = await concernedService(context.tx, ticket.customerId, serviceId);
  if (!service.ok) return service;
  const conditions = await conditionsInForce(context.tx, service.value, ticket.receivedAt);
  await continueHistory(context, ticket, [
    { type: 'service_named', data: { from: ticket.serviceId, to: service.value, conditions } },
  ]);
  return accept(null);
};

import { computeRefund, type Order } from '../domain/contract-request/refund.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { updateContractRequest } from '../store/contract-requests.ts';
import type { Command } from './command.ts';
import { holdRequest } from './held-request.ts';
import { continueHistory } from './history.ts';
import { providerPlace } from './provider-place.ts';

/** Staff enter what the order was; what is to be refunded follows from it (R1, R2). */
export const computeRefundOf: Command<{ number: string; order: Order }, null> = async (
  context,
  { number, order },
) => {
  const held = await holdRequest(context, number);
  if (!held.ok) return held;
  const { ticket, request } = held.value;
  if (request.state !== 'received') return refuse('already_decided');
  if (order.kind !== request.kind) return refuse('not_a_request');
  const place = await providerPlace(context.tx, context.now);
  const computed = computeRefund(order, request.receivedOn, place);
  if (!computed.ok) return computed;
  const computation = computed.value;
  const { deductedCents: deducted_cents, refundCents: refund_cents } = computation;
  await updateContractRequest(context.tx, { ...request, computation });
  await continueHistory(context, ticket, [
    { type: 'refund_computed', data: { deducted_cents, refund_cents } },
  ]);
  return accept(null);
};

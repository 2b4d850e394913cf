import { type ChargeState, mayBecome } from '../domain/billing/charge-course.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { may } from '../domain/user/permission.ts';
import { chargeWaivedLetter } from '../letters/charge-waived.ts';
import { type Charge, moveCharge } from '../store/charges.ts';
import { listThreadIds, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { findUser, type User } from '../store/users.ts';
import type { Command, CommandContext } from './command.ts';
import { holdCharge } from './held-charge.ts';
import { continueHistory } from './history.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

export type WaiverInput = {
  chargeId: number;
  /** Where the line stood when the decision was taken: a colleague's since is not undone by it. */
  seen: ChargeState;
  reason: string;
};

/** A manager gives a charge up before it leaves the house, and the customer is told (D5). */
export const waiveCharge: Command<WaiverInput, Charge> = async (
  context,
  { chargeId, seen, reason: given },
) => {
  const { tx, actor, now } = context;
  if (actor.kind !== 'user' || !may(actor, 'decide_charges')) return refuse('forbidden');
  const reason = readField('reason', given, { max: 2_000 });
  if (!reason.ok) return reason;
  const held = await holdCharge(context, chargeId);
  if (!held.ok) return held;
  const { charge, ticket } = held.value;
  if (charge.reversesId !== null || charge.state !== seen || !mayBecome(seen, 'waived')) {
    return refuse('charge_moved');
  }
  const decision = { by: actor.id, at: now, waiverReason: reason.value };
  if (!(await moveCharge(tx, chargeId, { from: [seen], to: 'waived' }, decision))) {
    return refuse('charge_moved');
  }
  await continueHistory(context, ticket, [{ type: 'charge_waived', data: { charge: chargeId } }]);
  await tellCustomer(context, charge, ticket);
  return accept(charge);
};

async function tellCustomer(
  context: CommandContext,
  charge: Charge,
  ticket: Ticket,
): Promise<void> {
  const { tx, house } = context;
  const [id, requester, provider, threadIds] = await Promise.all([
    nextOutboundEmailId(tx),
    findUser(tx, ticket.requesterId),
    loadProvider(tx),
    listThreadIds(tx, ticket.id),
  ]);
  const letter = chargeWaivedLetter(recipientOf(requester as User), ticket, {
    charge,
    providerName: provider.name,
    ticketUrl: ticketUrl(house.publicUrl, ticket.number),
  });
  await postLetter(context, letter, { id, ticket, threadIds });
}

import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import { may } from '../domain/user/permission.ts';
import { creditGrantedLetter } from '../letters/credit-granted.ts';
import { listThreadIds, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { findCredit, type ServiceCredit, settleCredit } from '../store/service-credits.ts';
import { loadProvider } from '../store/settings.ts';
import { lockTicketById } from '../store/tickets.ts';
import { findUser, type User } from '../store/users.ts';
import type { Command, CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';

/** A manager grants a proposed credit, and the customer is told so (H6). */
export const approveCredit: Command<{ creditId: number }, ServiceCredit> = (
  context,
  { creditId },
) => decide(context, creditId, { state: 'approved', reason: null });

/** A manager turns a proposed credit down, and says why. */
export const rejectCredit: Command<{ creditId: number; reason: string }, ServiceCredit> = async (
  context,
  { creditId, reason: given },
) => {
  const reason = readField('reason', given, { max: 2_000 });
  if (!reason.ok) return may(context.actor, 'decide_credits') ? reason : refuse('forbidden');
  return decide(context, creditId, { state: 'rejected', reason: reason.value });
};

async function decide(
  context: CommandContext,
  creditId: number,
  decision: { state: 'approved' | 'rejected'; reason: string | null },
): Promise<Outcome<ServiceCredit>> {
  const { tx, actor, now } = context;
  if (actor.kind !== 'user' || !may(actor, 'decide_credits')) return refuse('forbidden');
  const credit = await findCredit(tx, creditId);
  const ticket = credit && (await lockTicketById(tx, credit.ticketId));
  if (!credit || !ticket) return refuse('not_found');
  const settled = { ...decision, decidedBy: actor.id };
  if (!(await settleCredit(tx, creditId, settled, now))) return refuse('already_decided');
  const approved = decision.state === 'approved';
  const after = await continueHistory(context, ticket, [
    { type: 'credit_decided', data: { credit: creditId, approved } },
  ]);
  if (approved) await tellCustomer(context, credit, after);
  return accept(credit);
}

async function tellCustomer(
  context: CommandContext,
  credit: ServiceCredit,
  ticket: { id: number; number: string; requesterId: number },
): Promise<void> {
  const { tx, house } = context;
  const [id, requester, provider, threadIds] = await Promise.all([
    nextOutboundEmailId(tx),
    findUser(tx, ticket.requesterId),
    loadProvider(tx),
    listThreadIds(tx, ticket.id),
  ]);
  const letter = creditGrantedLetter(recipientOf(requester as User), ticket, {
    amountCents: credit.amountCents,
    target: credit.target,
    dueAt: credit.breachedAt,
    serviceName: credit.serviceName,
    quality: credit.customer.quality,
    providerName: provider.name,
    ticketUrl: ticketUrl(house.publicUrl, ticket.number),
  });
  await postLetter(context, letter, { id, ticket, threadIds });
}

import { serviceCredit } from '../domain/billing/service-credit.ts';
import { breachesOf, isAmong } from '../domain/sla/breach.ts';
import { commitmentClocks } from '../domain/sla/owed.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import { insertCredit } from '../store/service-credits.ts';
import type { CommandContext } from './command.ts';
import type { Fired, Firing } from './firing.ts';

/**
 * Proposes a service credit for each missed commitment whose lateness is known for good: it was
 * met, or the credit grows no more (5.2, H6). A manager decides.
 */
export async function proposeCredits(
  { tx, now }: CommandContext,
  { ticket, facts }: Firing,
): Promise<Fired> {
  const { credit, timeline } = facts;
  if (credit === null || ticket.serviceId === null) return { events: [] };
  const events: TicketEventData[] = [];
  const missed = commitmentClocks(facts).flatMap((clock) => breachesOf(clock, now));
  for (const breach of missed) {
    const final = breach.creditAt(credit.table);
    if (final === null || final > now || isAmong(breach, timeline.recorded.credits)) continue;
    const { target, dueAt } = breach;
    const computation = serviceCredit(credit.table, credit.monthlyPriceCents, breach.lateMs);
    const proposed = {
      ticketId: ticket.id,
      serviceId: ticket.serviceId,
      target,
      breachedAt: dueAt,
      computation,
    };
    const id = await insertCredit(tx, proposed, now);
    if (id === null) continue;
    events.push({
      type: 'credit_proposed',
      data: {
        credit: id,
        target,
        due_at: dueAt.toISOString(),
        amount_cents: computation.amountCents,
      },
    });
  }
  return { events };
}

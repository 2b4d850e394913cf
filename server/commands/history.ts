import { extendChain, GENESIS } from '../domain/proof/chain.ts';
import type { EventActor, TicketEvent, TicketEventData } from '../domain/ticket/event.ts';
import { afterEvent, lifecycleOf } from '../domain/ticket/lifecycle.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Actor } from '../domain/user/actor.ts';
import { insertEvents } from '../store/events.ts';
import { insertTicket, updateTicket } from '../store/tickets.ts';
import type { CommandContext } from './command.ts';
import { endingsOf } from './endings.ts';
import { beginDeadlines, keepDeadlines, movesDeadlines } from './keep-deadlines.ts';

/**
 * Begins a ticket: its first events, and the row that they tell.
 *
 * @returns the ticket at once, so that what else the command writes can travel with it
 */
export function beginHistory(
  context: CommandContext,
  { id, subject, mailAccountId }: { id: number; subject: string; mailAccountId: number | null },
  happened: readonly TicketEventData[],
): { ticket: Ticket; written: Promise<unknown> } {
  const { events, links, head } = chain(context, id, { seq: 0, hash: GENESIS }, happened);
  const ticket = { ...lifecycleOf(events), id, subject, headSeq: head.seq, headHash: head.hash };
  context.happened.events.push(...events);
  const written = Promise.all([
    insertTicket(context.tx, ticket, mailAccountId),
    insertEvents(context.tx, links),
    beginDeadlines(context, ticket, events),
  ]);
  return { ticket, written };
}

/** Goes on with a ticket that the command holds locked. */
export async function continueHistory(
  context: CommandContext,
  ticket: Ticket,
  happened: readonly TicketEventData[],
): Promise<Ticket> {
  if (happened.length === 0) return ticket;
  const ended = await endingsOf(context, ticket, happened);
  const from = { seq: ticket.headSeq, hash: ticket.headHash };
  const { events, links, head } = chain(context, ticket.id, from, [...ended, ...happened]);
  const after = {
    ...ticket,
    ...events.reduce(afterEvent, ticket),
    headSeq: head.seq,
    headHash: head.hash,
  };
  await Promise.all([updateTicket(context.tx, after), insertEvents(context.tx, links)]);
  context.happened.events.push(...events);
  if (movesDeadlines(events)) await keepDeadlines(context, after);
  return after;
}

function chain(
  { actor, now }: CommandContext,
  ticketId: number,
  head: { seq: number; hash: Uint8Array },
  happened: readonly TicketEventData[],
) {
  const by = (event: TicketEventData) => (isOwed(event) ? AUTOMATIC : eventActor(actor));
  const links = extendChain(
    ticketId,
    head,
    happened.map((event) => ({ event, actor: by(event), at: now })),
  );
  const events = happened.map(
    (event, index): TicketEvent => ({
      ...event,
      ticketId,
      seq: head.seq + 1 + index,
      at: now,
      actor: by(event),
    }),
  );
  return { events, links, head: links.at(-1) ?? head };
}

/** Nobody decides to acknowledge (I2) or not, nor to recall the tariff (4.3): it is owed. */
function isOwed({ type }: TicketEventData): boolean {
  return OWED.includes(type);
}

const OWED: readonly TicketEventData['type'][] = [
  'acknowledgement_sent',
  'acknowledgement_withheld',
  'tariff_recalled',
];

const AUTOMATIC: EventActor = { system: 'intake' };

/** The history names people by id only, so that it can outlive their names (V4). */
function eventActor(actor: Actor): EventActor {
  if (actor.kind === 'user') return { user: actor.id };
  return { system: actor.kind === 'system' ? actor.name : 'visitor' };
}

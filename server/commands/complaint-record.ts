import type { Complaint } from '../domain/complaint/complaint.ts';
import type { ComplaintEvent } from '../domain/complaint/event.ts';
import {
  answeredAt,
  type ComplaintPath,
  levelOf,
  owedUntil,
  pathOf,
} from '../domain/complaint/path.ts';
import { isPathEvent } from '../domain/complaint/path-event.ts';
import type { Provider } from '../domain/provider/provider.ts';
import type { TicketEvent, TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { findComplaint, updateComplaint } from '../store/complaints.ts';
import { listEvents } from '../store/events.ts';
import { loadProvider } from '../store/settings.ts';
import type { CommandContext } from './command.ts';
import { continueHistory } from './history.ts';

/** A complaint that a command holds, with the path that its history tells. */
export type HeldComplaint = {
  readonly ticket: Ticket;
  readonly complaint: Complaint;
  readonly path: ComplaintPath;
  readonly events: readonly TicketEvent[];
  readonly provider: Provider;
};

/** Loads what a held ticket's complaint is; null where it is none. */
export async function loadComplaint(
  { tx }: CommandContext,
  ticket: Ticket,
): Promise<HeldComplaint | null> {
  if (ticket.kind !== 'complaint') return null;
  const [complaint, events, provider] = await Promise.all([
    findComplaint(tx, ticket.id),
    listEvents(tx, ticket.id),
    loadProvider(tx),
  ]);
  if (!complaint) throw new Error(`Complaint ${ticket.number} has no row`);
  const path = pathOf(events.filter(isPathEvent), provider.timeZone);
  return { ticket, complaint, path, events, provider };
}

/** Goes on with a complaint: its history, and the row that its path makes of it. */
export async function continueComplaint(
  context: CommandContext,
  held: HeldComplaint,
  happened: readonly (ComplaintEvent | TicketEventData)[],
): Promise<{ ticket: Ticket; path: ComplaintPath }> {
  const ticket = await continueHistory(context, held.ticket, happened);
  const written = context.happened.events.filter((event) => event.ticketId === ticket.id);
  const told = [...held.events, ...written].filter(isPathEvent);
  const path = pathOf(told, held.provider.timeZone);
  await updateComplaint(context.tx, rowOf(held.complaint, path, context.now));
  return { ticket, path };
}

/** What a complaint's row says of its path. */
export function rowOf(complaint: Complaint, path: ComplaintPath, now: Date): Complaint {
  const last = path.stages.at(-1) ?? path.stages[0];
  const mediated = path.mediation?.limit?.ends;
  const ended = path.mediation
    ? path.mediation.ending !== null
    : last.satisfied === true && answeredAt(last) !== null;
  return {
    ...complaint,
    quality: path.quality,
    level: levelOf(path),
    dueAt: mediated ?? last.limit.ends,
    owedAt: owedUntil(path),
    endedAt: ended ? (complaint.endedAt ?? now) : null,
  };
}

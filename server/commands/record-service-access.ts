import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Db } from '../store/connect.ts';
import { insertStep } from '../store/diagnosis-steps.ts';
import { findService } from '../store/services.ts';
import type { Command, CommandContext } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';
import { continueHistory } from './history.ts';
import { writeNote } from './internal-note.ts';

export type AccessInput = {
  number: string;
  /** One of the customer's; null where none is named. */
  serviceId: number | null;
  /** Null where what was typed is no time. */
  startedAt: Date | null;
  endedAt: Date | null;
  purpose: string;
};

/**
 * An agent logs that it connected to the customer's service: which, when, and what for (4.3, D7).
 * The history tells the customer that it happened; the words are the report's. An access is logged
 * even after the ticket ended: it did happen.
 */
export const recordServiceAccess: Command<AccessInput, { stepId: number }> = async (
  context,
  input,
) => {
  const { tx, now } = context;
  const held = await holdAsStaff(context, input.number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  if (ticket.mergedIntoId !== null) return refuse('ticket_merged');
  const service = await serviceOf(tx, ticket, input.serviceId);
  if (!service.ok) return service;
  const span = readSpan(input, now);
  if (!span.ok) return span;
  const purpose = readField('purpose', input.purpose, { max: 2_000 });
  if (!purpose.ok) return purpose;
  const about = { ticketId: ticket.id, authorId: staff.id };
  const note = await writeNote(context, { ...about, body: purpose.value });
  const { message } = note.data;
  const { startedAt, endedAt } = span.value;
  const stepId = await insertStep(
    tx,
    {
      ticketId: ticket.id,
      kind: 'access',
      messageId: message,
      serviceId: service.value,
      startedAt,
      endedAt,
      recordedBy: staff.id,
    },
    now,
  );
  await continueHistory(context, ticket, [
    note,
    {
      type: 'access_recorded',
      data: {
        step: stepId,
        message,
        service: service.value,
        started_at: startedAt.toISOString(),
        ended_at: endedAt.toISOString(),
      },
    },
  ]);
  return accept({ stepId });
};

async function serviceOf(
  tx: Db,
  ticket: Ticket,
  serviceId: number | null,
): Promise<Outcome<number | null>> {
  if (serviceId === null) return accept(null);
  const service = await findService(tx, serviceId);
  if (service?.customerId === ticket.customerId) return accept(serviceId);
  return refuse('invalid_choice', { field: 'service' });
}

function readSpan(
  { startedAt, endedAt }: AccessInput,
  now: CommandContext['now'],
): Outcome<{ startedAt: Date; endedAt: Date }> {
  if (startedAt === null) return refuse('invalid_choice', { field: 'started_at' });
  if (endedAt === null || endedAt < startedAt)
    return refuse('invalid_choice', { field: 'ended_at' });
  if (endedAt > now) return refuse('time_in_future', { field: 'ended_at' });
  return accept({ startedAt, endedAt });
}

import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { readField } from '../domain/text-field.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { listOpenComplaints } from '../store/complaints.ts';
import { insertQualityChange } from '../store/customer-qualities.ts';
import { type Customer, QUALITIES } from '../store/customers.ts';
import { lockTicketById } from '../store/tickets.ts';
import type { CommandContext } from './command.ts';
import { continueHistory } from './history.ts';
import { writeNote } from './internal-note.ts';

/**
 * Puts on record that a customer's quality changes, and on what evidence: its rights change with it
 * (P3, P4). Each of its open complaints is told, and keeps the path it was lodged on.
 */
export async function changeQuality(
  context: CommandContext,
  customer: Customer,
  { to, evidence: given, staff }: { to: Customer['quality']; evidence: string; staff: UserActor },
): Promise<Outcome<null>> {
  const { tx, now } = context;
  const from = customer.quality;
  if (!QUALITIES.includes(to)) return refuse('invalid_choice', { field: 'quality' });
  if (from === to) return accept(null);
  const evidence = readField('evidence', given, { max: 2_000 });
  if (!evidence.ok) return evidence;
  await insertQualityChange(
    tx,
    { customerId: customer.id, from, to, evidence: evidence.value, changedBy: staff.id },
    now,
  );
  for (const ticketId of await listOpenComplaints(tx, customer.id)) {
    const ticket = await lockTicketById(tx, ticketId);
    if (!ticket) continue;
    const note = await writeNote(context, { ticketId, authorId: staff.id, body: evidence.value });
    await continueHistory(context, ticket, [
      note,
      { type: 'customer_quality_changed', data: { from, to, note: note.data.message } },
    ]);
  }
  return accept(null);
}

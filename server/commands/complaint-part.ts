import type { AnsweringLevel } from '../domain/complaint/event.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { may, type Permission } from '../domain/user/permission.ts';
import { findComplaint, recordHandler } from '../store/complaints.ts';
import type { CommandContext } from './command.ts';

const OFFICERS: Record<AnsweringLevel, Permission> = { 1: 'answer_level_1', 2: 'answer_level_2' };

/**
 * Puts on record that somebody handles a complaint at a level, where that person may. Nobody who
 * handled level 1 may act at level 2 (P2): the table's key decides.
 */
export async function takePart(
  { tx, now }: CommandContext,
  { ticket }: { ticket: Pick<Ticket, 'id'> },
  staff: UserActor,
  level: AnsweringLevel,
): Promise<Outcome<null>> {
  if (!may(staff, OFFICERS[level])) return refuse('not_an_officer', { details: { level } });
  const handler = { ticketId: ticket.id, userId: staff.id, level };
  const own = await recordHandler(tx, handler, now);
  return own === level ? accept(null) : refuse('handled_level_1');
}

/** The same at whichever level the complaint is; the mediation is level 2's. */
export async function takePartAtLevel(
  context: CommandContext,
  ticket: Pick<Ticket, 'id'>,
  staff: UserActor,
): Promise<Outcome<null>> {
  const complaint = await findComplaint(context.tx, ticket.id);
  if (!complaint) return refuse('not_a_complaint');
  return takePart(context, { ticket }, staff, complaint.level === 1 ? 1 : 2);
}

import type { AnsweringLevel } from '../domain/complaint/event.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { may, mayReachTicket, type Permission } from '../domain/user/permission.ts';
import { lockTicket } from '../store/tickets.ts';
import type { CommandContext } from './command.ts';
import { takePart } from './complaint-part.ts';
import { type HeldComplaint, loadComplaint } from './complaint-record.ts';

/** Holds a complaint for its customer's contact. */
export async function holdComplaintAsContact(
  context: CommandContext,
  number: string,
): Promise<Outcome<HeldComplaint & { contact: UserActor }>> {
  const { actor } = context;
  if (actor.kind !== 'user' || actor.customerId === null) return refuse('forbidden');
  const held = await hold(context, number);
  return held.ok ? accept({ ...held.value, contact: actor }) : held;
}

/** Holds a complaint for somebody of the staff who may do this to any. */
export async function holdComplaintAs(
  context: CommandContext,
  number: string,
  permission: Permission,
): Promise<Outcome<HeldComplaint & { staff: UserActor }>> {
  const { actor } = context;
  if (actor.kind !== 'user' || !may(actor, permission)) return refuse('forbidden');
  const held = await hold(context, number);
  return held.ok ? accept({ ...held.value, staff: actor }) : held;
}

/**
 * Holds a complaint for an officer of the level that it is at, who takes part in it from here on.
 * Nobody who handled level 1 may act at level 2 (P2).
 */
export async function holdAsOfficer(
  context: CommandContext,
  number: string,
): Promise<Outcome<HeldComplaint & { staff: UserActor; level: AnsweringLevel }>> {
  const held = await holdComplaintAs(context, number, 'work_on_tickets');
  if (!held.ok) return held;
  const level: AnsweringLevel = held.value.path.stages.length;
  const allowed = await takePart(context, held.value, held.value.staff, level);
  return allowed.ok ? accept({ ...held.value, level }) : allowed;
}

async function hold(context: CommandContext, number: string): Promise<Outcome<HeldComplaint>> {
  const ticket = await lockTicket(context.tx, number);
  if (!ticket || !mayReachTicket(context.actor, ticket)) return refuse('not_found');
  const held = await loadComplaint(context, ticket);
  return held ? accept(held) : refuse('not_a_complaint');
}

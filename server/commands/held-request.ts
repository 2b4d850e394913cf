import type { ContractRequest } from '../domain/contract-request/request.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { may } from '../domain/user/permission.ts';
import { findContractRequest } from '../store/contract-requests.ts';
import type { CommandContext } from './command.ts';
import { holdAsStaff } from './held-ticket.ts';

export type HeldRequest = {
  readonly ticket: Ticket;
  readonly request: ContractRequest;
  readonly staff: UserActor;
};

/** Holds a withdrawal, a cancellation or a termination for somebody of the staff who decides it. */
export async function holdRequest(
  context: CommandContext,
  number: string,
): Promise<Outcome<HeldRequest>> {
  const { actor, tx } = context;
  if (!may(actor, 'decide_requests')) return refuse('forbidden');
  const held = await holdAsStaff(context, number);
  if (!held.ok) return held;
  const request = await findContractRequest(tx, held.value.ticket.id);
  return request ? accept({ ...held.value, request }) : refuse('not_a_request');
}

import { recordAccess } from '../commands/record-access.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { isStaff } from '../domain/user/permission.ts';
import type { Access } from '../store/access-log.ts';
import type { HttpDeps } from './deps.ts';

/** Leaves the trace of a look by staff at a customer's data (V5); a customer's own leaves none. */
export async function recordLook(
  { run }: HttpDeps,
  reader: UserActor,
  { what, customerId, ticketId }: Omit<Access, 'userId'>,
): Promise<void> {
  if (!isStaff(reader)) return;
  const outcome = await run(recordAccess, reader, { what, customerId, ticketId });
  if (!outcome.ok) throw new Error(`A look at customer ${customerId} left no trace`);
}

import { accept, refuse } from '../domain/outcome.ts';
import { isStaff } from '../domain/user/permission.ts';
import { type Access, insertAccess } from '../store/access-log.ts';
import type { Command } from './command.ts';

/** Leaves the trace of a look by staff at a customer's data (V5). */
export const recordAccess: Command<Omit<Access, 'userId'>, null> = async (
  { actor, tx, now },
  access,
) => {
  if (actor.kind !== 'user' || !isStaff(actor)) return refuse('forbidden');
  await insertAccess(tx, { ...access, userId: actor.id }, now);
  return accept(null);
};

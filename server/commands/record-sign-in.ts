import { accept, refuse } from '../domain/outcome.ts';
import { recordSignIn as noteSignIn } from '../store/users.ts';
import type { Command } from './command.ts';

/** Dates a user's last sign-in: idle accounts are counted from it (V2). */
export const recordSignIn: Command<null, null> = async ({ actor, tx, now }) => {
  if (actor.kind !== 'user') return refuse('forbidden');
  await noteSignIn(tx, actor.id, now);
  return accept(null);
};

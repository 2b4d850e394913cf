import { accept, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { lockWindow, updateWindow } from '../store/suspension-windows.ts';
import type { Command } from './command.ts';
import { followWindow } from './follow-window.ts';

/**
 * Cancels a window, after the fact too: it then never stopped a clock. Nothing is deleted, and those
 * who were told of it are told.
 */
export const cancelSuspension: Command<{ suspensionId: number }, null> = async (
  context,
  { suspensionId },
) => {
  const { actor, tx, now } = context;
  if (!may(actor, 'publish_suspensions')) return refuse('forbidden');
  const window = await lockWindow(tx, suspensionId);
  if (!window) return refuse('not_found');
  if (window.cancelledAt !== null) return refuse('already_decided');
  await updateWindow(tx, suspensionId, { ...window, cancelledAt: now }, now);
  await followWindow(context, suspensionId, 'cancelled');
  return accept(null);
};

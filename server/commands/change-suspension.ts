import { accept, refuse } from '../domain/outcome.ts';
import { decideChange } from '../domain/suspension/decide.ts';
import type { WindowFacts } from '../domain/suspension/window.ts';
import { may } from '../domain/user/permission.ts';
import { lockWindow, updateWindow } from '../store/suspension-windows.ts';
import type { Command } from './command.ts';
import { followWindow } from './follow-window.ts';

export type ChangeSuspensionInput = WindowFacts & { suspensionId: number };

/**
 * Changes a window's times or words: how a force majeure develops is told, and that it is over
 * (5.7). What was told before is kept.
 */
export const changeSuspension: Command<ChangeSuspensionInput, null> = async (
  context,
  { suspensionId, ...given },
) => {
  const { actor, tx, now } = context;
  if (!may(actor, 'publish_suspensions')) return refuse('forbidden');
  const window = await lockWindow(tx, suspensionId);
  if (!window) return refuse('not_found');
  const decided = decideChange(window, given, now);
  if (!decided.ok) return decided;
  await updateWindow(tx, suspensionId, { ...decided.value, cancelledAt: null }, now);
  await followWindow(context, suspensionId, 'changed');
  return accept(null);
};

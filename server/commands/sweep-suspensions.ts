import { accept, refuse } from '../domain/outcome.ts';
import { mayTerminate } from '../domain/suspension/termination.ts';
import { loadProvider } from '../store/settings.ts';
import { lockUntoldNotice } from '../store/suspension-notices.ts';
import {
  findWindow,
  listUntoldTerminations,
  lockWindow,
  recordTerminationTold,
} from '../store/suspension-windows.ts';
import type { Command } from './command.ts';
import { followWindow } from './follow-window.ts';
import { recomputeNext } from './recompute-touched.ts';
import { tellNext } from './tell-notice.ts';

const AT_ONCE = 20;
const DAY = 86_400_000;

/** One batch of the tickets that a window touches. A window that begins or ends starts a new pass. */
export const recomputeSuspension: Command<{ suspensionId: number }, { more: boolean }> = async (
  context,
  { suspensionId },
) => {
  if (context.actor.kind !== 'system') return refuse('forbidden');
  const window = await lockWindow(context.tx, suspensionId);
  if (!window) return refuse('not_found');
  const begin = window.recomputeAt !== null && window.recomputeAt <= context.now;
  if (!begin && window.recomputeAfter === null) return accept({ more: false });
  return accept({ more: await recomputeNext(context, window, { begin }) });
};

/** One batch of a notice's letters. */
export const tellNotice: Command<{ noticeId: number }, { more: boolean }> = async (
  context,
  { noticeId },
) => {
  if (context.actor.kind !== 'system') return refuse('forbidden');
  const notice = await lockUntoldNotice(context.tx, noticeId);
  if (!notice) return accept({ more: false });
  const window = await findWindow(context.tx, notice.suspensionId);
  if (!window) return refuse('not_found');
  return accept({ more: await tellNext(context, window, notice) });
};

/**
 * R6: past 30 consecutive days of the provider's force majeure, its customers, who are not
 * prevented, are told once that they may terminate.
 */
export const tellTerminations: Command<null, { told: number }> = async (context) => {
  const { actor, tx, now } = context;
  if (actor.kind !== 'system') return refuse('forbidden');
  const { timeZone } = await loadProvider(tx);
  const old = await listUntoldTerminations(tx, new Date(now.getTime() - 29 * DAY), AT_ONCE);
  const due = old.filter((window) => mayTerminate(window, timeZone, now));
  for (const { id } of due) {
    await recordTerminationTold(tx, id, now);
    await followWindow(context, id, 'termination');
  }
  return accept({ told: due.length });
};

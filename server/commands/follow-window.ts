import { insertNotice, lockUntoldNotice, type WindowNews } from '../store/suspension-notices.ts';
import { lockWindow } from '../store/suspension-windows.ts';
import type { CommandContext } from './command.ts';
import { recomputeNext } from './recompute-touched.ts';
import { tellNext } from './tell-notice.ts';

/**
 * What follows from a window that was written: the clocks that it touches, and the letters. The
 * first of each are done here, the others by the sweep, so that the command stays short.
 */
export async function followWindow(
  context: CommandContext,
  id: number,
  news: WindowNews,
): Promise<void> {
  const { tx, actor, now } = context;
  const window = await lockWindow(tx, id);
  if (!window) throw new Error(`Window ${id} vanished while it was written`);
  const byUserId = actor.kind === 'user' ? actor.id : null;
  const noticeId = await insertNotice(tx, window, { news, byUserId, at: now });
  if (news !== 'termination') await recomputeNext(context, window, { begin: true });
  const notice = await lockUntoldNotice(tx, noticeId);
  if (notice) await tellNext(context, window, notice);
}

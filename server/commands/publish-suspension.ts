import { accept, refuse } from '../domain/outcome.ts';
import { decidePublication, type Publication } from '../domain/suspension/decide.ts';
import { may } from '../domain/user/permission.ts';
import { listServiceIds, listServicesByIds } from '../store/suspension-services.ts';
import { insertWindow } from '../store/suspension-windows.ts';
import type { Command } from './command.ts';
import { followWindow } from './follow-window.ts';

export type PublishSuspensionInput = Publication & {
  /** Services that have not ended, or all of them. */
  services: readonly number[] | 'all';
};

/** Publishes a window in which services are suspended (3.7, 5.7), and tells whom it concerns (R5). */
export const publishSuspension: Command<PublishSuspensionInput, { suspensionId: number }> = async (
  context,
  { services, ...given },
) => {
  const { actor, tx, now } = context;
  if (actor.kind !== 'user' || !may(actor, 'publish_suspensions')) return refuse('forbidden');
  const chosen = services === 'all' ? await listServiceIds(tx) : [...new Set(services)];
  const decided = decidePublication(given, chosen.length, now);
  if (!decided.ok) return decided;
  if (services !== 'all') {
    const found = await listServicesByIds(tx, chosen);
    if (found.length < chosen.length) return refuse('invalid_choice', { field: 'services' });
  }
  const window = { ...decided.value, publishedBy: actor.id };
  const suspensionId = await insertWindow(tx, window, chosen, now);
  await followWindow(context, suspensionId, 'published');
  return accept({ suspensionId });
};

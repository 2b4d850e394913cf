import { stageOf } from '../domain/suspension/window.ts';
import type { Window } from '../store/suspension-windows.ts';
import type { WindowView } from '../views/models/suspensions.ts';

/** A window as pages show it. */
export function windowView(window: Window, now: Date): WindowView {
  const { id, cause, title, details, startsAt, endsAt, expectedEndAt } = window;
  const stage = stageOf(window, now);
  return { id: String(id), cause, stage, title, details, startsAt, endsAt, expectedEndAt };
}

import { forceMajeureTerminationAt, mayTerminate } from '../domain/suspension/termination.ts';
import { stageOf } from '../domain/suspension/window.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { windowView } from '../presenters/window-view.ts';
import {
  listOwnWindows,
  listWindowsOfService,
  type OwnWindow,
} from '../store/suspension-windows.ts';
import type { OwnWindowView, WindowNotices } from '../views/models/suspensions.ts';
import type { HttpDeps } from './deps.ts';

const DAY = 86_400_000;
/** How long a window that is over is still shown. */
const SHOWN_DAYS = 90;
/** How long before it begins a window is told where the reader looks at something else. */
const TOLD_DAYS = 7;
const MOST = 200;

/** A customer's windows: under way, to come and of the last 90 days; never another's. */
export function loadOwnWindows(
  { database }: Pick<HttpDeps, 'database'>,
  customerId: number,
  now: Date,
): Promise<OwnWindow[]> {
  const since = new Date(now.getTime() - SHOWN_DAYS * DAY);
  return listOwnWindows(database, { customerId, since, limit: MOST });
}

/** A window as its customer sees it, and whether it may terminate for it (R6). */
export function ownWindowView(window: OwnWindow, providerZone: string, now: Date): OwnWindowView {
  const lasted =
    window.cause === 'force_majeure' &&
    window.cancelledAt === null &&
    mayTerminate(window, providerZone, now);
  return {
    ...windowView(window, now),
    services: window.services,
    mayTerminateSince: lasted ? forceMajeureTerminationAt(window.startsAt, providerZone) : null,
  };
}

/** What a contact is told on its first page: what is under way, and what begins within a week. */
export async function ownNotices(
  deps: HttpDeps,
  { customerId, timeZone }: UserActor & { customerId: number },
): Promise<WindowNotices> {
  const now = deps.clock();
  const until = new Date(now.getTime() + TOLD_DAYS * DAY);
  const own = await listOwnWindows(deps.database, { customerId, since: now, limit: MOST });
  const told = own.filter(
    (window) => stageOf(window, now) !== 'cancelled' && window.startsAt <= until,
  );
  return { windows: told.map((window) => windowView(window, now)), customerZone: timeZone };
}

/** The same beside a ticket, of its service. */
export async function serviceNotices(
  deps: HttpDeps,
  serviceId: number | null,
  customerZone: string,
): Promise<WindowNotices> {
  if (serviceId === null) return { windows: [], customerZone };
  const now = deps.clock();
  const until = new Date(now.getTime() + TOLD_DAYS * DAY);
  const windows = await listWindowsOfService(deps.database, serviceId, { now, until });
  return { windows: windows.map((window) => windowView(window, now)), customerZone };
}

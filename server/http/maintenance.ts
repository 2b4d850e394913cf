import { type Request, type Response, Router } from 'express';
import { calendarFeed, type FeedEntry, feedTag } from '../presenters/calendar-feed.ts';
import { feedKey, feedKeyOwner, isFeedKey } from '../security/feed-key.ts';
import { loadProvider } from '../store/settings.ts';
import type { OwnWindow } from '../store/suspension-windows.ts';
import { findUser, type User } from '../store/users.ts';
import type { Translate } from '../views/i18n.ts';
import type { HttpDeps } from './deps.ts';
import { contactsOnly } from './guards.ts';
import { loadOwnWindows, ownWindowView } from './own-windows.ts';
import { PageError } from './page-error.ts';
import { portalPage } from './pages.ts';
import { contactOf } from './reader.ts';

/** The interruptions of a customer's own services (R5): a page, and a calendar to subscribe to. */
export function maintenanceRoutes(deps: HttpDeps): Router {
  const router = Router();

  router.get('/maintenance', contactsOnly, async (request, response) => {
    const contact = contactOf(request);
    const now = deps.clock();
    const [provider, windows, user] = await Promise.all([
      loadProvider(deps.database),
      loadOwnWindows(deps, contact.customerId, now),
      findUser(deps.database, contact.id),
    ]);
    if (!user) throw new PageError(403);
    const views = windows.map((window) => ownWindowView(window, provider.timeZone, now));
    const at = (stage: string) => views.filter((view) => view.stage === stage);
    await portalPage(deps, request, response, 'maintenance', 'portal/maintenance', {
      current: at('current'),
      coming: at('coming'),
      past: views.filter(({ stage }) => stage === 'past' || stage === 'cancelled').reverse(),
      customerZone: contact.timeZone,
      feedUrl: `${deps.publicUrl}/maintenance.ics?key=${feedKey(deps.secret, user)}`,
    });
  });

  // asked by calendars, which send no cookie: the key says whose it is
  router.get('/maintenance.ics', (request, response) => sendFeed(deps, request, response));
  return router;
}

async function sendFeed(deps: HttpDeps, request: Request, response: Response) {
  const owner = await ownerOf(deps, request.query.key);
  const t = deps.views.translate(owner.locale);
  const windows = await loadOwnWindows(deps, owner.customerId, deps.clock());
  const { hostname } = new URL(deps.publicUrl);
  const text = calendarFeed(
    { name: t('suspensions.feed.name'), url: `${deps.publicUrl}/maintenance` },
    windows.map((window) => entryOf(window, hostname, t)),
  );
  const tag = feedTag(text);
  response.set({ 'Content-Type': 'text/calendar; charset=utf-8', ETag: tag });
  if (request.headers['if-none-match'] === tag) return void response.status(304).end();
  response.send(text);
}

async function ownerOf(
  { database, secret }: HttpDeps,
  key: unknown,
): Promise<User & { customerId: number }> {
  const id = feedKeyOwner(key);
  const user = id === null ? null : await findUser(database, id);
  if (!user || user.disabledAt || user.customerId === null) throw new PageError(404);
  if (!isFeedKey(secret, String(key), user)) throw new PageError(404);
  return { ...user, customerId: user.customerId };
}

function entryOf(window: OwnWindow, host: string, t: Translate): FeedEntry {
  const services = t('suspensions.feed.services', { services: window.services.join(', ') });
  const estimate = window.endsAt === null && window.expectedEndAt !== null;
  const paragraphs = [
    window.details,
    services,
    ...(estimate ? [t('suspensions.feed.expected')] : []),
  ];
  return {
    uid: `suspension-${window.id}@${host}`,
    sequence: window.sequence,
    changedAt: window.changedAt,
    startsAt: window.startsAt,
    endsAt: window.endsAt ?? window.expectedEndAt,
    summary: window.title,
    description: paragraphs.join('\n\n'),
    cancelled: window.cancelledAt !== null,
  };
}

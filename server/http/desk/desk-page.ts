import type { Request, Response } from 'express';
import type { UserActor } from '../../domain/user/actor.ts';
import { isOfficerOnly, may } from '../../domain/user/permission.ts';
import { countMailTroubles } from '../../store/mailbox-health.ts';
import {
  COUNTED_UP_TO,
  countQueue,
  QUEUE_VIEWS,
  type QueueView,
} from '../../store/ticket-lists.ts';
import type { Translate } from '../../views/i18n.ts';
import type { DeskLayout, DeskSection, QueueViewLink } from '../../views/models/layout.ts';
import type { Pages } from '../../views/models/pages.ts';
import type { HttpDeps } from '../deps.ts';
import { commonLayout, loadProviderFacts } from '../pages.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { railGroups } from './rail.ts';
import { loadTimerChip } from './time-sheet.ts';

type Shown = { section: DeskSection; view?: QueueView; query?: string };

const NO_TROUBLE = { quarantined: 0, mailboxes: 0 };

/** Answers with a page of the desk, for a member of the staff: only what its roles open is offered. */
export async function deskPage<Name extends keyof Pages>(
  deps: HttpDeps,
  request: Request,
  response: Response,
  { section, view, query = '' }: Shown,
  name: Name,
  model: Pages[Name],
): Promise<void> {
  const user = signedInUser(request);
  const locale = localeOf(request);
  const [facts, views, troubles, chip] = await Promise.all([
    loadProviderFacts(deps),
    viewLinks(deps, user, view ?? null),
    may(user, 'see_quarantine') ? countMailTroubles(deps.database) : NO_TROUBLE,
    may(user, 'handle_requests') ? loadTimerChip(deps, user) : null,
  ]);
  const layout: DeskLayout = {
    name: 'desk',
    section,
    query,
    views,
    chip,
    user: {
      id: String(user.id),
      name: user.name,
      role: roleNames(user, deps.views.translate(locale)),
      zone: null,
    },
    can: {
      work: may(user, 'work_on_tickets'),
      handle: may(user, 'handle_requests'),
    },
    groups: railGroups(user, section, {
      alerts: { quarantine: troubles.quarantined, mailboxes: troubles.mailboxes },
      without: deps.mailIsCaptured ? [] : ['outbox'],
    }),
    ...commonLayout(deps, request, facts),
  };
  response.send(deps.views.page(name, model, { locale, layout }));
}

/** The rail's views with their counts; none for those who don't work on tickets. */
export async function viewLinks(
  { database, clock }: HttpDeps,
  user: UserActor,
  current: QueueView | null,
): Promise<QueueViewLink[]> {
  if (!may(user, 'work_on_tickets')) return [];
  const counts: Partial<Record<QueueView, number>> = await countQueue(database, user.id, clock());
  const offered = QUEUE_VIEWS.filter((name) => name === 'complaints' || !isOfficerOnly(user));
  return offered.map((name) => ({
    name,
    count: counts[name] ?? null,
    limit: COUNTED_UP_TO - 1,
    current: name === current,
  }));
}

function roleNames({ roles }: UserActor, t: Translate): string {
  return roles.map((role) => t(`layout.roles.${role}`)).join(', ');
}

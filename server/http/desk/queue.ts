import { type Request, Router } from 'express';
import { isOfficerOnly } from '../../domain/user/permission.ts';
import { complaintRow, requestRow } from '../../presenters/complaint-limits.ts';
import { listMark, marked } from '../../presenters/live-marks.ts';
import { nearestClockView } from '../../presenters/nearest-clock.ts';
import { ticketRow } from '../../presenters/ticket-views.ts';
import { listComplaintLimits } from '../../store/complaint-limits.ts';
import { listComplaintQueue } from '../../store/complaint-queue.ts';
import { listNearestClocks } from '../../store/nearest-clocks.ts';
import { decodeCursor } from '../../store/page.ts';
import { listRequestLimits } from '../../store/request-limits.ts';
import {
  type ListedTicket,
  latestActivity,
  listQueue,
  QUEUE_VIEWS,
  type QueueView,
  searchTickets,
} from '../../store/ticket-lists.ts';
import type { Pager } from '../../views/models/common.ts';
import type { HttpDeps } from '../deps.ts';
import { allowed } from '../guards.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { deskPage, viewLinks } from './desk-page.ts';

const PAGE = 50;
const SEARCH_LENGTH = 100;

/** The live queue, its views and the search. */
export function queueRoutes(deps: HttpDeps): Router {
  const router = Router();
  const agents = allowed('work_on_tickets');

  router.get('/desk', agents, async (request, response) => {
    const user = signedInUser(request);
    // an officer alone needs complaints, and is shown no other ticket (V5)
    const only = isOfficerOnly(user);
    const query = only ? '' : wordsOf(request);
    const view = only ? 'complaints' : viewOf(request);
    // read before the list: what happens between the two is then taken for missed, not for seen
    const mark = listMark(await latestActivity(deps.database));
    const found = query ? await search(deps, query) : await list(deps, user.id, view, request);
    const shown = { section: 'queue', query, ...(query ? {} : { view }) } as const;
    await deskPage(deps, request, response, shown, 'tickets/index', {
      view,
      query,
      rows: await rowsOf(deps, found.rows),
      pager: found.pager,
      me: String(user.id),
      // a search is an answer of its moment: what arrives meanwhile may not fit it
      streams: query || only || found.pager.newest ? [] : [marked('desk:queue', mark)],
    });
  });

  router.get('/desk/views', agents, async (request, response) => {
    const user = signedInUser(request);
    const current = request.query.view === undefined ? null : viewOf(request);
    const views = await viewLinks(deps, user, current);
    const locale = localeOf(request);
    response.send(deps.views.partial('tickets/_views_frame', { views }, { locale }));
  });
  return router;
}

/** The tickets of a page, each with the commitment that comes first. */
async function rowsOf({ database, clock }: HttpDeps, tickets: readonly ListedTicket[]) {
  const ids = tickets.map(({ id }) => id);
  const [clocks, limits, requests] = await Promise.all([
    listNearestClocks(database, ids),
    listComplaintLimits(database, tickets),
    listRequestLimits(database, tickets),
  ]);
  const now = clock();
  return tickets.map((ticket) => {
    const nearest = clocks.get(ticket.id);
    const limit = limits.get(ticket.id);
    const request = requests.get(ticket.id);
    return ticketRow(ticket, nearest ? nearestClockView(nearest, now) : null, {
      complaint: limit ? complaintRow(limit, now) : null,
      request: request ? requestRow(request, now) : null,
    });
  });
}

async function list(
  { database, clock }: HttpDeps,
  userId: number,
  view: QueueView,
  request: Request,
) {
  const given = request.query.before;
  const before = decodeCursor(typeof given === 'string' ? given : undefined);
  const asked = { size: PAGE, before };
  const page =
    view === 'complaints'
      ? await listComplaintQueue(database, asked)
      : await listQueue(database, { ...asked, view, userId, now: clock() });
  const pager: Pager = {
    older: page.next && `/desk?view=${view}&before=${page.next}`,
    newest: before === null ? null : `/desk?view=${view}`,
  };
  return { rows: page.rows, pager };
}

async function search({ database, clock }: HttpDeps, words: string) {
  const numbers = numbersMeant(words, clock().getUTCFullYear());
  const rows = await searchTickets(database, { words, numbers, size: PAGE });
  return { rows, pager: { older: null, newest: null } };
}

/** People say the end of a number: `318` is this year's, or the last's. */
function numbersMeant(words: string, year: number): string[] {
  if (!/^\d{1,6}$/.test(words)) return [];
  const serial = words.padStart(6, '0');
  return [`${year}-${serial}`, `${year - 1}-${serial}`];
}

function wordsOf(request: Request): string {
  const { q } = request.query;
  return typeof q === 'string' ? q.replaceAll('\0', '').trim().slice(0, SEARCH_LENGTH) : '';
}

function viewOf(request: Request): QueueView {
  return QUEUE_VIEWS.find((view) => view === request.query.view) ?? 'open';
}

import { type Request, type Response, Router } from 'express';
import { PERIODS, type Period, periodOf } from '../../domain/figures/period.ts';
import {
  aheadFile,
  backlogFile,
  complianceFile,
  responsesFile,
} from '../../presenters/figure-files.ts';
import {
  aheadSection,
  backlogSection,
  complianceSections,
  responseSections,
} from '../../presenters/figures.ts';
import { countBacklog, countKept, listAhead, measureResponses } from '../../store/figures.ts';
import { loadProvider } from '../../store/settings.ts';
import type { HttpDeps } from '../deps.ts';
import { allowed } from '../guards.ts';
import { deskPage } from './desk-page.ts';
import { sendCsv } from './send-csv.ts';

const PATH = '/desk/figures';
const HOURS = 8;
const LISTED = 100;

/** The manager's page: what was kept, what waits, what is about to be missed; each also as CSV. */
export function figureRoutes(deps: HttpDeps): Router {
  const router = Router();
  const managers = allowed('see_figures');
  router.get(PATH, managers, (request, response) => showFigures(deps, request, response));

  router.get(`${PATH}/compliance.csv`, managers, async (request, response) => {
    const period = await periodIn(deps, request);
    const kept = await countKept(deps.database, period);
    const name = `compliance-${nameOf(period)}`;
    sendCsv(deps, request, response, name, (t) => complianceFile(kept, period, t));
  });

  router.get(`${PATH}/responses.csv`, managers, async (request, response) => {
    const period = await periodIn(deps, request);
    const measured = await measureResponses(deps.database, period);
    const name = `responses-${nameOf(period)}`;
    sendCsv(deps, request, response, name, (t) => responsesFile(measured, period, t));
  });

  router.get(`${PATH}/backlog.csv`, managers, async (request, response) => {
    const now = deps.clock();
    const { rows } = backlogSection(await countBacklog(deps.database, now));
    sendCsv(deps, request, response, `backlog-${dayOf(now)}`, (t) => backlogFile(rows, t));
  });

  router.get(`${PATH}/ahead.csv`, managers, async (request, response) => {
    const now = deps.clock();
    const [{ timeZone }, ahead] = await Promise.all([
      loadProvider(deps.database),
      listAhead(deps.database, nextHours(now)),
    ]);
    const facts = { now, timeZone, publicUrl: deps.publicUrl };
    sendCsv(deps, request, response, `ahead-${dayOf(now)}`, (t) => aheadFile(ahead, facts, t));
  });
  return router;
}

async function showFigures(deps: HttpDeps, request: Request, response: Response) {
  const { database } = deps;
  const now = deps.clock();
  const period = await periodIn(deps, request);
  const [kept, backlog, ahead, measured] = await Promise.all([
    countKept(database, period),
    countBacklog(database, now),
    listAhead(database, nextHours(now)),
    measureResponses(database, period),
  ]);
  const last = period.weeks.at(-1)?.name ?? '';
  const query = `?weeks=${period.count}&until=${last}`;
  await deskPage(deps, request, response, { section: 'figures' }, 'figures/index', {
    period: {
      from: period.from,
      last: new Date(period.to.getTime() - 1),
      counts: PERIODS.map((count) => ({
        count,
        url: `${PATH}?weeks=${count}&until=${last}`,
        current: count === period.count,
      })),
      earlier: `${PATH}?weeks=${period.count}&until=${period.earlier}`,
      later: period.later && `${PATH}?weeks=${period.count}&until=${period.later}`,
    },
    compliance: complianceSections(kept, period),
    backlog: backlogSection(backlog),
    ahead: aheadSection(ahead, { now, hours: HOURS, limit: LISTED }),
    responses: responseSections(measured, period),
    csv: {
      compliance: `${PATH}/compliance.csv${query}`,
      backlog: `${PATH}/backlog.csv`,
      ahead: `${PATH}/ahead.csv`,
      responses: `${PATH}/responses.csv${query}`,
    },
  });
}

async function periodIn(deps: HttpDeps, request: Request): Promise<Period> {
  const { timeZone } = await loadProvider(deps.database);
  return periodOf(request.query, timeZone, deps.clock());
}

function nextHours(now: Date) {
  return { from: now, to: new Date(now.getTime() + HOURS * 3_600_000), limit: LISTED };
}

function nameOf({ weeks }: Period): string {
  return `${weeks[0].name}-${weeks.at(-1)?.name}`;
}

function dayOf(now: Date): string {
  return now.toISOString().slice(0, 10);
}

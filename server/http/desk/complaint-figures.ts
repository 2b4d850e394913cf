import { type Request, type Response, Router } from 'express';
import { monthsOf } from '../../domain/figures/months.ts';
import {
  answeredSections,
  receivedSection,
  redressSection,
  waitingSection,
} from '../../presenters/complaint-figures.ts';
import {
  answeredFile,
  causesFile,
  monthsFile,
  outcomesFile,
  redressFile,
  waitingFile,
} from '../../presenters/complaint-files.ts';
import {
  countAnswered,
  countReceived,
  countWaiting,
  sumRedress,
} from '../../store/complaint-figures.ts';
import { loadProvider } from '../../store/settings.ts';
import type { HttpDeps } from '../deps.ts';
import { allowed } from '../guards.ts';
import { deskPage } from './desk-page.ts';
import { monthsChooser, nameOfMonths } from './months-chooser.ts';
import { sendCsv } from './send-csv.ts';

const PATH = '/desk/figures/complaints';

/** The manager's page of complaints: how far they go, how they are answered, and what they cost. */
export function complaintFigureRoutes(deps: HttpDeps): Router {
  const { database } = deps;
  const router = Router();
  const managers = allowed('see_figures');
  router.get(PATH, managers, (request, response) => showFigures(deps, request, response));

  router.get(`${PATH}/months.csv`, managers, async (request, response) => {
    const { period } = await askedIn(deps, request);
    const received = await countReceived(database, period);
    const name = `complaints-months-${nameOfMonths(period)}`;
    sendCsv(deps, request, response, name, (t) => monthsFile(received, period, t));
  });

  router.get(`${PATH}/answered.csv`, managers, async (request, response) => {
    const { period, now } = await askedIn(deps, request);
    const answered = await countAnswered(database, period, now);
    const name = `complaints-answered-${nameOfMonths(period)}`;
    sendCsv(deps, request, response, name, (t) => answeredFile(answered, period, t));
  });

  router.get(`${PATH}/outcomes.csv`, managers, async (request, response) => {
    const { period } = await askedIn(deps, request);
    const received = await countReceived(database, period);
    const name = `complaints-outcomes-${nameOfMonths(period)}`;
    sendCsv(deps, request, response, name, (t) => outcomesFile(received, t));
  });

  router.get(`${PATH}/causes.csv`, managers, async (request, response) => {
    const { period } = await askedIn(deps, request);
    const received = await countReceived(database, period);
    const name = `complaints-causes-${nameOfMonths(period)}`;
    sendCsv(deps, request, response, name, (t) => causesFile(received, t));
  });

  router.get(`${PATH}/redress.csv`, managers, async (request, response) => {
    const { period } = await askedIn(deps, request);
    const redressed = await sumRedress(database, period);
    const name = `complaints-redress-${nameOfMonths(period)}`;
    sendCsv(deps, request, response, name, (t) => redressFile(redressed, period, t));
  });

  router.get(`${PATH}/waiting.csv`, managers, async (request, response) => {
    const asked = await askedIn(deps, request);
    const waiting = await countWaiting(database, asked);
    const name = `complaints-waiting-${asked.now.toISOString().slice(0, 10)}`;
    sendCsv(deps, request, response, name, (t) => waitingFile(waiting, t));
  });
  return router;
}

async function showFigures(deps: HttpDeps, request: Request, response: Response) {
  const { database } = deps;
  const asked = await askedIn(deps, request);
  const { period, now } = asked;
  const [received, answered, redressed, waiting] = await Promise.all([
    countReceived(database, period),
    countAnswered(database, period, now),
    sumRedress(database, period),
    countWaiting(database, asked),
  ]);
  const { chooser, csv } = monthsChooser(PATH, period);
  await deskPage(deps, request, response, { section: 'figures' }, 'figures/complaints', {
    period: chooser,
    received: receivedSection(received, period),
    answered: answeredSections(answered, period),
    redress: redressSection(redressed, period),
    waiting: waitingSection(waiting),
    csv: {
      months: csv('months'),
      answered: csv('answered'),
      outcomes: csv('outcomes'),
      causes: csv('causes'),
      redress: csv('redress'),
      waiting: `${PATH}/waiting.csv`,
    },
  });
}

async function askedIn(deps: HttpDeps, request: Request) {
  const { timeZone } = await loadProvider(deps.database);
  const now = deps.clock();
  return { period: monthsOf(request.query, timeZone, now), now, timeZone };
}

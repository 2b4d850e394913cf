import { type Request, type Response, Router } from 'express';
import { type Months, monthsOf } from '../../domain/figures/months.ts';
import { chargesSection, timeSection } from '../../presenters/diagnosis-figures.ts';
import {
  agentsFile,
  chargesFile,
  monthsFile,
  outcomesFile,
  servicesFile,
} from '../../presenters/diagnosis-files.ts';
import {
  countVerdicts,
  sumCharges,
  sumTime,
  sumTimeOfServices,
} from '../../store/diagnosis-figures.ts';
import { loadProvider } from '../../store/settings.ts';
import type { HttpDeps } from '../deps.ts';
import { allowed } from '../guards.ts';
import { deskPage } from './desk-page.ts';
import { monthsChooser, nameOfMonths } from './months-chooser.ts';
import { sendCsv } from './send-csv.ts';

const PATH = '/desk/figures/diagnosis';
/** The services that are listed on the page; a file holds them all. */
const LISTED = 10;

/** The manager's page of the diagnosis: where the time went, and what became of what it cost. */
export function diagnosisFigureRoutes(deps: HttpDeps): Router {
  const { database, publicUrl } = deps;
  const router = Router();
  const managers = allowed('see_figures');
  router.get(PATH, managers, (request, response) => showFigures(deps, request, response));

  router.get(`${PATH}/outcomes.csv`, managers, async (request, response) => {
    const period = await periodIn(deps, request);
    const [spent, verdicts] = await Promise.all([
      sumTime(database, period),
      countVerdicts(database, period),
    ]);
    const name = `diagnosis-outcomes-${nameOfMonths(period)}`;
    sendCsv(deps, request, response, name, (t) => outcomesFile(spent, verdicts, t));
  });

  router.get(`${PATH}/months.csv`, managers, async (request, response) => {
    const period = await periodIn(deps, request);
    const [spent, verdicts] = await Promise.all([
      sumTime(database, period),
      countVerdicts(database, period),
    ]);
    const name = `diagnosis-months-${nameOfMonths(period)}`;
    sendCsv(deps, request, response, name, (t) => monthsFile(spent, verdicts, period, t));
  });

  router.get(`${PATH}/agents.csv`, managers, async (request, response) => {
    const period = await periodIn(deps, request);
    const spent = await sumTime(database, period);
    const name = `diagnosis-agents-${nameOfMonths(period)}`;
    sendCsv(deps, request, response, name, (t) => agentsFile(spent, t));
  });

  router.get(`${PATH}/services.csv`, managers, async (request, response) => {
    const period = await periodIn(deps, request);
    const served = await sumTimeOfServices(database, period, null);
    const name = `diagnosis-services-${nameOfMonths(period)}`;
    sendCsv(deps, request, response, name, (t) => servicesFile(served, publicUrl, t));
  });

  router.get(`${PATH}/charges.csv`, managers, async (request, response) => {
    const period = await periodIn(deps, request);
    const charged = await sumCharges(database, period);
    const name = `diagnosis-charges-${nameOfMonths(period)}`;
    sendCsv(deps, request, response, name, (t) => chargesFile(charged, period, t));
  });
  return router;
}

async function showFigures(deps: HttpDeps, request: Request, response: Response) {
  const { database } = deps;
  const period = await periodIn(deps, request);
  const [spent, verdicts, services, charged] = await Promise.all([
    sumTime(database, period),
    countVerdicts(database, period),
    sumTimeOfServices(database, period, LISTED),
    sumCharges(database, period),
  ]);
  const { chooser, csv } = monthsChooser(PATH, period);
  await deskPage(deps, request, response, { section: 'figures' }, 'figures/diagnosis', {
    period: chooser,
    time: timeSection({ spent, verdicts, services }, period),
    charges: chargesSection(charged, period),
    csv: {
      outcomes: csv('outcomes'),
      months: csv('months'),
      agents: csv('agents'),
      services: csv('services'),
      charges: csv('charges'),
    },
  });
}

async function periodIn(deps: HttpDeps, request: Request): Promise<Months> {
  const { timeZone } = await loadProvider(deps.database);
  return monthsOf(request.query, timeZone, deps.clock());
}

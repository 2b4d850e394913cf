import { type Request, type Response, Router } from 'express';
import { exportStatement } from '../../commands/export-statement.ts';
import { printStatement } from '../../commands/print-statement.ts';
import { dayIn } from '../../domain/billing/claim-cap.ts';
import { statementReference, totalsByRate, totalsOf } from '../../domain/billing/statement.ts';
import { monthOf } from '../../domain/billing/statement-period.ts';
import { chargeView, statementView } from '../../presenters/charge-view.ts';
import { csvOf } from '../../presenters/csv.ts';
import { statementCsv, statementJson } from '../../presenters/statement-files.ts';
import { findCustomer } from '../../store/customers.ts';
import { findInvoiceOfStatement } from '../../store/invoices.ts';
import { loadProvider } from '../../store/settings.ts';
import {
  findStatement,
  listStatementLines,
  listStatements,
  listWaiting,
} from '../../store/statements.ts';
import type { WaitingView } from '../../views/models/charges.ts';
import { emptyForm } from '../../views/models/common.ts';
import { contentDisposition } from '../content-disposition.ts';
import type { HttpDeps } from '../deps.ts';
import { sayNext } from '../flash.ts';
import { formBack, refusalPhrase, typed } from '../forms.ts';
import { allowed } from '../guards.ts';
import { numberOf } from '../numbers.ts';
import { PageError, throwIfDenied } from '../page-error.ts';
import { localeOf, signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { linksOf } from './charges.ts';
import { deskPage } from './desk-page.ts';

const PAGE = 25;
const PATH = '/desk/statements';

/** Statements: what waits to be exported, what was, and each as CSV, JSON and PDF (D5). */
export function statementRoutes(deps: HttpDeps): Router {
  const router = Router();
  const keepers = allowed('decide_charges');
  router.get(PATH, keepers, (request, response) => showAll(deps, request, response));

  router.post(PATH, keepers, async (request, response) => {
    const values = typed(request, ['customer', 'from', 'to']);
    const customerId = numberOf(values.customer) ?? 0;
    const { from, to } = values;
    const wanted = { customerId, from, to };
    const outcome = await deps.run(exportStatement, signedInUser(request), wanted);
    if (outcome.ok) {
      const { statementId, lines } = outcome.value;
      const params = { reference: statementReference(statementId), count: lines };
      sayNext(request, 'flash.statement_exported', { params });
      return response.redirect(303, `${PATH}/${statementId}`);
    }
    throwIfDenied(outcome);
    if (outcome.field !== undefined || (await stillWaits(deps, customerId))) {
      const form = formBack(response, { from, to }, outcome);
      return showAll(deps, request, response, { customerId, form });
    }
    const { key, params = {} } = refusalPhrase(outcome);
    sayNext(request, key, { tone: 'error', params });
    response.redirect(303, PATH);
  });

  router.get(`${PATH}/:id`, keepers, (request, response) => showOne(deps, request, response));

  router.get(`${PATH}/:id/statement.csv`, keepers, async (request, response) => {
    const locale = localeOf(request);
    const [{ statement, lines }, { timeZone }] = await Promise.all([
      looked(deps, request),
      loadProvider(deps.database),
    ]);
    const rows = statementCsv(statement, lines, { t: deps.views.translate(locale), timeZone });
    sendFile(response, statement.id, 'csv', csvOf(rows, locale));
  });

  router.get(`${PATH}/:id/statement.json`, keepers, async (request, response) => {
    const { statement, lines } = await looked(deps, request);
    const text = `${JSON.stringify(statementJson(statement, lines), null, 2)}\n`;
    sendFile(response, statement.id, 'json', text);
  });

  router.get(`${PATH}/:id/statement.pdf`, keepers, async (request, response) => {
    const wanted = { statementId: numberOf(request.params.id) ?? 0, locale: localeOf(request) };
    const outcome = await deps.run(printStatement, signedInUser(request), wanted);
    if (!outcome.ok) {
      throwIfDenied(outcome);
      throw new PageError(404);
    }
    sendFile(response, wanted.statementId, 'pdf', Buffer.from(outcome.value.bytes));
  });
  return router;
}

async function showAll(
  deps: HttpDeps,
  request: Request,
  response: Response,
  refused: { customerId: number; form: WaitingView['form'] } | null = null,
): Promise<void> {
  const { database } = deps;
  const before = numberOf(request.query.before);
  // the form that comes back stands first, wherever its customer was listed
  const after = refused ? refused.customerId - 1 : numberOf(request.query.after);
  const customerId = numberOf(request.query.customer);
  const [{ timeZone }, customer, waiting, found] = await Promise.all([
    loadProvider(database),
    customerId === null ? null : findCustomer(database, customerId),
    before === null && customerId === null ? listWaiting(database, { limit: PAGE + 1, after }) : [],
    listStatements(database, { customerId, limit: PAGE + 1, before }),
  ]);
  const waits = waiting.slice(0, PAGE);
  const shown = found.slice(0, PAGE);
  const path = customerId === null ? PATH : `${PATH}?customer=${customerId}`;
  const further = `${path}${customerId === null ? '?' : '&'}before=${shown.at(-1)?.id}`;
  await deskPage(deps, request, response, { section: 'billing' }, 'statements/index', {
    waiting: waits.map((each) => ({
      ...each,
      customer: { id: String(each.customer.id), name: each.customer.name },
      oneDay: dayIn(timeZone, each.firstAt) === dayIn(timeZone, each.lastAt),
      form:
        refused?.customerId === each.customer.id
          ? refused.form
          : emptyForm(monthOf(each.firstAt, timeZone)),
    })),
    moreWaiting: waiting.length > PAGE ? `${PATH}?after=${waits.at(-1)?.customer.id}` : null,
    statements: shown.map(statementView),
    customer: customer && { id: String(customer.id), name: customer.name },
    customers: linksOf(signedInUser(request)).customers,
    pager: {
      older: found.length > PAGE ? further : null,
      newest: before === null ? null : path,
    },
  });
}

async function showOne(deps: HttpDeps, request: Request, response: Response): Promise<void> {
  const { statement, lines } = await looked(deps, request);
  const invoice = await findInvoiceOfStatement(deps.database, statement.id);
  await deskPage(deps, request, response, { section: 'billing' }, 'statements/show', {
    ...statementView(statement),
    invoice: invoice && { id: String(invoice.id), number: invoice.number },
    lines: lines.map((line) => chargeView(line)),
    totals: totalsOf(lines),
    rates: totalsByRate(lines).map(({ vatBasisPoints, ...totals }) => ({
      vatPercent: vatBasisPoints / 100,
      ...totals,
    })),
    links: linksOf(signedInUser(request)),
  });
}

/** Whether a customer has lines to export still: its form then comes back with what was typed. */
async function stillWaits({ database }: HttpDeps, customerId: number): Promise<boolean> {
  const [first] = await listWaiting(database, { limit: 1, after: customerId - 1 });
  return first?.customer.id === customerId;
}

/** A statement and its lines; looking at them leaves a trace (V5). */
async function looked(deps: HttpDeps, request: Request) {
  const { database } = deps;
  const statement = await findStatement(database, numberOf(request.params.id) ?? 0);
  if (!statement) throw new PageError(404);
  const look = { what: 'customer', customerId: statement.customerId, ticketId: null } as const;
  await recordLook(deps, signedInUser(request), look);
  return { statement, lines: await listStatementLines(database, statement.id) };
}

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
  pdf: 'application/pdf',
} as const;

function sendFile(
  response: Response,
  statementId: number,
  ending: keyof typeof TYPES,
  content: string | Buffer,
): void {
  const name = `${statementReference(statementId)}.${ending}`;
  response.set({ 'Content-Type': TYPES[ending], 'Content-Disposition': contentDisposition(name) });
  response.send(content);
}

import type { Request, Response } from 'express';
import { mayReachTicket } from '../../domain/user/permission.ts';
import { marked, ticketMark } from '../../presenters/live-marks.ts';
import { findCustomer } from '../../store/customers.ts';
import { findTicket } from '../../store/tickets.ts';
import type { HttpDeps } from '../deps.ts';
import { numberOf } from '../numbers.ts';
import { PageError } from '../page-error.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { loadChargePanel } from './charge-panel.ts';
import { deskPage } from './desk-page.ts';
import { loadSteps, type StepForms } from './steps-sheet.ts';
import { loadTimeSheet, type TimeForms } from './time-sheet.ts';
import { loadVerdict, type VerdictForms } from './verdict-sheet.ts';

/** The forms of the page as they come back after a refusal; each part names its own. */
export type DiagnosisForms = TimeForms & StepForms & VerdictForms;

/** The page of a ticket's diagnosis. Looking at it leaves a trace (V5). */
export async function showDiagnosis(
  deps: HttpDeps,
  request: Request,
  response: Response,
  forms: DiagnosisForms = {},
): Promise<void> {
  const { database } = deps;
  const user = signedInUser(request);
  const ticket = await findTicket(database, String(request.params.number));
  if (!ticket || !mayReachTicket(user, ticket)) throw new PageError(404);
  const { id: ticketId, customerId } = ticket;
  await recordLook(deps, user, { what: 'ticket', customerId, ticketId });
  const [customer, charge, time, steps, verdict] = await Promise.all([
    findCustomer(database, customerId),
    loadChargePanel(deps, user, ticket),
    loadTimeSheet(deps, user, ticket, { correcting: numberOf(request.query.correct), ...forms }),
    loadSteps(deps, user, ticket, forms),
    loadVerdict(deps, user, ticket, forms),
  ]);
  const { number, subject, kind } = ticket;
  await deskPage(deps, request, response, { section: 'queue' }, 'diagnosis/show', {
    ticket: { id: String(ticketId), number, subject, kind, customer: customer?.name ?? '' },
    url: `/desk/tickets/${number}/diagnosis${time.correction ? `?correct=${time.correction.entry}` : ''}`,
    streams: [marked(`ticket:${ticketId}:staff`, ticketMark(ticket, 'staff'))],
    time,
    steps,
    verdict,
    charge,
  });
}

import { Router } from 'express';
import type { HttpDeps } from '../deps.ts';
import { acceptanceRoutes } from './acceptances.ts';
import { agreementRoutes } from './agreements.ts';
import { callRoutes } from './calls.ts';
import { chargeRoutes } from './charges.ts';
import { claimRoutes } from './claims.ts';
import { clockRoutes } from './clocks.ts';
import { colleagueRoutes } from './colleagues.ts';
import { complaintAnswerRoutes } from './complaint-answers.ts';
import { complaintFigureRoutes } from './complaint-figures.ts';
import { deskComplaintRoutes } from './complaints.ts';
import { conductRoutes } from './conduct.ts';
import { contactRoutes } from './contacts.ts';
import { deskRequestRoutes } from './contract-requests.ts';
import { creditRoutes } from './credits.ts';
import { customerRoutes } from './customers.ts';
import { diagnosisRoutes } from './diagnosis.ts';
import { diagnosisFigureRoutes } from './diagnosis-figures.ts';
import { deskDisputeRoutes } from './disputes.ts';
import { figureRoutes } from './figures.ts';
import { handlingRoutes } from './handling.ts';
import { invitationRoutes } from './invitations.ts';
import { deskInvoiceRoutes } from './invoices.ts';
import { judgingRoutes } from './judging.ts';
import { mailTroubleRoutes } from './mail-troubles.ts';
import { messageSourceRoutes } from './message-source.ts';
import { newComplaintRoutes } from './new-complaint.ts';
import { newSuspensionRoutes } from './new-suspension.ts';
import { outboxRoutes } from './outbox.ts';
import { participantRoutes } from './participants.ts';
import { queueRoutes } from './queue.ts';
import { serviceRoutes } from './services.ts';
import { statementRoutes } from './statements.ts';
import { stepRoutes } from './steps.ts';
import { suspensionRoutes } from './suspensions.ts';
import { takingBackRoutes } from './taking-back.ts';
import { territoryRoutes } from './territories.ts';
import { deskTicketRoutes } from './tickets.ts';
import { timerRoutes } from './timers.ts';
import { timeRoutes } from './times.ts';
import { turnIntoRequestRoutes } from './turn-into-request.ts';
import { vaultRoutes } from './vault.ts';
import { verdictRoutes } from './verdicts.ts';

/** The agents' pages, each path written in full. */
export function deskRoutes(deps: HttpDeps): Router {
  return Router().use(
    queueRoutes(deps),
    deskTicketRoutes(deps),
    messageSourceRoutes(deps),
    takingBackRoutes(deps),
    handlingRoutes(deps),
    participantRoutes(deps),
    judgingRoutes(deps),
    clockRoutes(deps),
    vaultRoutes(deps),
    diagnosisRoutes(deps),
    stepRoutes(deps),
    verdictRoutes(deps),
    timerRoutes(deps),
    timeRoutes(deps),
    acceptanceRoutes(deps),
    deskComplaintRoutes(deps),
    complaintAnswerRoutes(deps),
    newComplaintRoutes(deps),
    callRoutes(deps),
    customerRoutes(deps),
    colleagueRoutes(deps),
    contactRoutes(deps),
    agreementRoutes(deps),
    territoryRoutes(deps),
    conductRoutes(deps),
    serviceRoutes(deps),
    figureRoutes(deps),
    diagnosisFigureRoutes(deps),
    complaintFigureRoutes(deps),
    invitationRoutes(deps),
    creditRoutes(deps),
    chargeRoutes(deps),
    statementRoutes(deps),
    claimRoutes(deps),
    deskInvoiceRoutes(deps),
    deskDisputeRoutes(deps),
    deskRequestRoutes(deps),
    turnIntoRequestRoutes(deps),
    outboxRoutes(deps),
    mailTroubleRoutes(deps),
    // before one window's page, which would take `new` for an id
    newSuspensionRoutes(deps),
    suspensionRoutes(deps),
  );
}

import type { Request, Response } from 'express';
import { isAnswerOwed } from '../../domain/complaint/path.ts';
import { isUnfinished } from '../../domain/contract-request/request.ts';
import { outcomeTold } from '../../domain/diagnosis/outcome-told.ts';
import { returnedMails } from '../../domain/mail/returned-mails.ts';
import { reachableFrom, type TicketStatus, UNFINISHED } from '../../domain/ticket/status.ts';
import { REQUALIFIABLE } from '../../domain/ticket/ticket.ts';
import { isNobody } from '../../domain/user/nobody.ts';
import { may, mayWorkOn } from '../../domain/user/permission.ts';
import { clocksPanel } from '../../presenters/clock-views.ts';
import { creditView } from '../../presenters/credit-view.ts';
import { disputesPanel } from '../../presenters/dispute-view.ts';
import { askedByTakenBack, heldReplies } from '../../presenters/held-replies.ts';
import { judgingView } from '../../presenters/judging-view.ts';
import { marked, ticketMark } from '../../presenters/live-marks.ts';
import { mailTroubleView } from '../../presenters/mail-trouble-view.ts';
import { toldTariff } from '../../presenters/tariff-view.ts';
import { ticketSummary } from '../../presenters/ticket-views.ts';
import { listDisputesAbout } from '../../store/disputes.ts';
import { type Draft, listDrafts } from '../../store/drafts.ts';
import { countHeldMails } from '../../store/inbound-emails.ts';
import { listMailTroubles } from '../../store/mail-troubles.ts';
import { listCreditsOf } from '../../store/service-credits.ts';
import { listServices } from '../../store/services.ts';
import { loadTakingPart } from '../../store/taking-part.ts';
import { findTicket } from '../../store/tickets.ts';
import { actorOf, listStaff } from '../../store/users.ts';
import type { JudgingPanel } from '../../views/models/clocks.ts';
import { emptyForm } from '../../views/models/common.ts';
import type { ParticipantsPanel } from '../../views/models/participants.ts';
import type { Composer, Entry, TicketPage } from '../../views/models/tickets.ts';
import type { SecretForm } from '../../views/models/vault.ts';
import { attachmentLimits } from '../attachment-limits.ts';
import type { HttpDeps } from '../deps.ts';
import { numberOf } from '../numbers.ts';
import { PageError } from '../page-error.ts';
import { reachesTicket } from '../reaches-ticket.ts';
import { signedInUser } from '../reader.ts';
import { recordLook } from '../record-look.ts';
import { loadRequest } from '../request-panel.ts';
import { loadTicketClocks } from '../ticket-clocks.ts';
import { loadVault } from '../vault-panel.ts';
import { type ComplaintForms, loadComplaintPanel } from './complaint-panel.ts';
import { deskPage } from './desk-page.ts';
import { joinOffers, participantsPanel } from './participants-panel.ts';
import { type ConductForms, loadTicketConduct } from './ticket-conduct.ts';
import { loadFile } from './ticket-file.ts';
import { loadTalk } from './ticket-talk.ts';
import { loadTimerPanel } from './time-sheet.ts';

/** Outsiders, and answers that wait for a decision. */
const AROUND = 10;

/** The forms of the page as they come back after a refusal. */
export type Refused = Partial<
  Record<'reply' | 'note', Composer['form']> & {
    priority: JudgingPanel['priorityForm'];
    reassessment: JudgingPanel['reassessmentForm'];
    secret: SecretForm;
    participant: ParticipantsPanel['form'];
  }
> &
  ConductForms & { complaint?: ComplaintForms };

/** A ticket as staff work on it. Looking at it leaves a trace (V5). */
export async function showTicket(
  deps: HttpDeps,
  request: Request,
  response: Response,
  refused: Refused = {},
): Promise<void> {
  const { database } = deps;
  const user = signedInUser(request);
  const ticket = await findTicket(database, String(request.params.number));
  const ticketId = ticket?.id ?? null;
  if (!ticket || !(await reachesTicket(database, user, { ...ticket, ticketId }))) {
    throw new PageError(404);
  }
  await recordLook(deps, user, {
    what: 'ticket',
    customerId: ticket.customerId,
    ticketId: ticket.id,
  });

  const before = numberOf(request.query.before);
  const takenBack = numberOf(request.query.taken_back);
  const [talk, file, drafts, staff, services, diagnosis, taking] = await Promise.all([
    loadTalk(database, ticket, before),
    loadFile(database, ticket),
    listDrafts(database, user.id, ticket.id),
    listStaff(database),
    listServices(database, ticket.customerId),
    loadTimerPanel(deps, user, ticket),
    loadTakingPart(database, {
      ticketId: ticket.id,
      customerId: ticket.customerId,
      most: AROUND,
    }),
  ]);
  // what its history tells nothing of is not there to be asked for
  const happened = new Set(talk.events.map(({ type }) => type));
  const returned = [...returnedMails(talk.events).keys()];
  const disputed = happened.has('charge_disputed') || happened.has('dispute_opened');
  const [clocks, conduct, credits, disputes, vault, complaint, contract, mailTroubles, heldMails] =
    await Promise.all([
      loadTicketClocks(database, ticket, talk.events),
      loadTicketConduct(database, ticket, talk.messages, refused),
      happened.has('credit_proposed') ? listCreditsOf(database, ticket.id) : [],
      disputed ? listDisputesAbout(database, ticket.id) : [],
      loadVault(deps, user, ticket, { filled: happened.has('secret_kept'), form: refused.secret }),
      loadComplaintPanel(deps, user, ticket, talk.events, refused.complaint),
      loadRequest(deps, ticket),
      file.listed.mailTrouble === null && returned.length === 0
        ? []
        : listMailTroubles(database, ticket.id, returned),
      happened.has('mail_held') ? countHeldMails(database, ticket.id) : 0,
    ]);
  const { listed, requester, customer } = file;
  // a dispute ends by its decision
  const undecided = disputes.some((one) => one.ticket.id === ticket.id && !one.decidedAt);
  // and a complaint's level by its formal answer
  const unanswered = complaint !== null && isAnswerOwed(complaint.path);
  // and a contract request by its decision, and its refund
  const unfinished = contract !== null && isUnfinished(contract.request);
  const mayEnd = (status: TicketStatus) =>
    !(undecided || unanswered || unfinished) || UNFINISHED.includes(status);
  const works = complaint ? complaint.whyNot === null : mayWorkOn(user, ticket);
  const ready = works && ticket.mergedIntoId === null;
  const nobody = isNobody(requester.email);
  const draft = (kind: Draft['kind']) => drafts.find((kept) => kept.kind === kind);
  const composer = (form: Composer['form'] | undefined, kept?: Draft): Composer => ({
    form: form ?? emptyForm(),
    draft: kept ? { body: kept.body, savedAt: kept.updatedAt } : null,
  });
  const model: TicketPage = {
    ticket: { ...ticketSummary(listed), linksCustomer: may(user, 'see_customers') },
    entries: may(user, 'handle_requests')
      ? talk.entries(requester)
      : talk.entries(requester).map(withoutRedaction),
    pager: {
      older: talk.older === null ? null : `/desk/tickets/${ticket.number}?before=${talk.older}`,
      newest: before === null ? null : `/desk/tickets/${ticket.number}`,
    },
    customer: {
      id: String(customer.id),
      name: customer.name,
      quality: customer.quality,
      zone: requester.timeZone,
      contact: nobody
        ? null
        : {
            name: requester.name,
            email: requester.email,
            phone: null,
            confirmed: customer.confirmedAt !== null,
          },
      otherTickets: file.others,
    },
    participants: participantsPanel(taking, { ticket, requester, form: refused.participant }),
    joinOffers: joinOffers(taking, ticket),
    linked: file.linked,
    diagnosis,
    verdict: outcomeTold(talk.events),
    credits:
      credits.length === 0 && !may(user, 'decide_credits')
        ? null
        : {
            credits: credits.map((credit) => creditView(credit)),
            mayDecide: may(user, 'decide_credits'),
          },
    disputes: disputesPanel(disputes, ticket.id, {
      invoice: () => may(user, 'keep_invoices'),
      decide: may(user, 'decide_disputes'),
    }),
    request: contract && { ...contract.view, mayDecide: may(user, 'decide_requests') },
    recipient: {
      name: requester.name,
      email: requester.email,
      from: taking.sender,
      copies: taking.participants.map(({ name }) => name),
      unreachable: mailTroubles.some(
        ({ address, unreachableSince }) => address === requester.email && unreachableSince,
      ),
    },
    work: {
      may: works,
      why: works ? null : (complaint?.whyNot ?? { key: 'complaint_desk.read_only' }),
      mayAssign: works || (complaint !== null && may(user, 'decide_paths')),
    },
    sees: { customer: may(user, 'see_customers'), requests: may(user, 'handle_requests') },
    complaint: complaint?.panel ?? null,
    legalLimits: complaint?.limits ?? [],
    reply: composer(refused.reply, draft('reply')),
    note: composer(refused.note, draft('note')),
    nobody,
    composing: refused.note || nobody ? 'note' : 'reply',
    agents: (
      complaint?.officers ?? staff.filter((colleague) => mayWorkOn(actorOf(colleague), ticket))
    ).map(({ id, name }) => ({ value: String(id), label: name })),
    nextStatuses: ready ? reachableFrom(ticket.status).filter(mayEnd) : [],
    takenBack: takenBack !== null,
    statusAsked: askedByTakenBack(talk.events, takenBack),
    held: heldReplies(talk.messages, { number: ticket.number, userId: user.id, now: deps.clock() }),
    statusesAfterReply: statusesAfterReply(ticket.status).filter(mayEnd),
    // a dispute stays what its customer made it, and a ticket of its own
    kinds: works && REQUALIFIABLE.includes(ticket.kind) ? [...REQUALIFIABLE] : [],
    clocks: clocks && clocksPanel(ticket, clocks, deps.clock()),
    tariff: toldTariff(ticket, talk.events),
    judging: judgingView(ticket, services, {
      priorityForm: refused.priority ?? emptyForm(),
      reassessmentForm: refused.reassessment ?? emptyForm(),
      mayReassess: may(user, 'reassess_tickets'),
    }),
    mailTroubles: mailTroubles.map((trouble) =>
      mailTroubleView(trouble, { mayCorrect: may(user, 'invite_contacts') }),
    ),
    heldMails: {
      count: heldMails,
      url: may(user, 'see_quarantine') ? '/admin/quarantine' : null,
    },
    vault,
    conduct: conduct.panel,
    notice: conduct.notice,
    history: talk.history(requester),
    chain: talk.chain,
    caseFiles: may(user, 'export_case_files') ? `/desk/tickets/${ticket.number}/case-files` : null,
    limits: attachmentLimits,
    me: String(user.id),
    streams:
      before === null ? [marked(`ticket:${ticket.id}:staff`, ticketMark(ticket, 'staff'))] : [],
  };
  await deskPage(deps, request, response, { section: 'queue' }, 'tickets/show', model);
}

function statusesAfterReply(status: TicketStatus): TicketStatus[] {
  return (['waiting_customer', 'resolved'] as const).filter((after) => after !== status);
}

/** Taking a credential out of a message is not an officer's. */
function withoutRedaction(entry: Entry): Entry {
  return entry.message ? { message: { ...entry.message, redaction: null } } : entry;
}

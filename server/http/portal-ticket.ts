import type { Request, Response } from 'express';
import { readableSince } from '../domain/billing/invoice.ts';
import { outcomeTold } from '../domain/diagnosis/outcome-told.ts';
import { isEnded } from '../domain/ticket/status.ts';
import { mayReachTicket } from '../domain/user/permission.ts';
import { complaintNext } from '../presenters/complaint-next.ts';
import { conversationEntries } from '../presenters/conversation.ts';
import { disputesPanel } from '../presenters/dispute-view.ts';
import { idsNamedBy } from '../presenters/event-view.ts';
import { marked, ticketMark } from '../presenters/live-marks.ts';
import { portalClocks } from '../presenters/portal-clocks.ts';
import { toldTariff } from '../presenters/tariff-view.ts';
import { portalTicketSummary } from '../presenters/ticket-views.ts';
import { listAttachments } from '../store/attachments.ts';
import { listAnswersOfMessages } from '../store/complaint-answers.ts';
import { loadComplaintPaths } from '../store/complaint-paths.ts';
import { type Dispute, listDisputesAbout } from '../store/disputes.ts';
import { listEvents } from '../store/events.ts';
import { listConversation } from '../store/messages.ts';
import { loadProvider } from '../store/settings.ts';
import { findListedTicket } from '../store/ticket-lists.ts';
import { findTicket } from '../store/tickets.ts';
import { listNames } from '../store/users.ts';
import type { Form } from '../views/models/common.ts';
import type { SecretForm } from '../views/models/vault.ts';
import { attachmentLimits } from './attachment-limits.ts';
import { loadComplaintPanel } from './complaint-page.ts';
import type { HttpDeps } from './deps.ts';
import { numberOf } from './numbers.ts';
import { serviceNotices } from './own-windows.ts';
import { PageError } from './page-error.ts';
import { portalPage } from './pages.ts';
import { contactOf } from './reader.ts';
import { loadRequest } from './request-panel.ts';
import { loadTicketClocks } from './ticket-clocks.ts';
import { loadVault } from './vault-panel.ts';

/** How much of a conversation is shown at once; nearly every one is shorter. */
const SHOWN = 200;

/**
 * A ticket as its customer follows it: public messages and public events, never a note (I3, V6).
 * Another customer's ticket is answered as one that doesn't exist.
 */
export async function showPortalTicket(
  deps: HttpDeps,
  request: Request,
  response: Response,
  form: Form<'body' | 'attachments'>,
  { secret, referral }: { secret?: SecretForm; referral?: Form<'on'> } = {},
) {
  const { database } = deps;
  const contact = contactOf(request);
  const number = String(request.params.number);
  const found = await findTicket(database, number);
  if (!found || !mayReachTicket(contact, found)) throw new PageError(404);

  const before = numberOf(request.query.before);
  const upTo = before === null ? {} : { before };
  const [ticket, loaded, events] = await Promise.all([
    findListedTicket(database, found.id),
    listConversation(database, found.id, { audience: 'requester', limit: SHOWN + 1, ...upTo }),
    listEvents(database, found.id),
  ]);
  if (!ticket) throw new PageError(404);
  const messages = loaded.slice(-SHOWN);
  const followed = isEnded(found.status) ? null : found.serviceId;
  const messageIds = messages.map(({ id }) => id);
  const [attachments, answers, people, notices, disputes] = await Promise.all([
    listAttachments(database, messageIds),
    listAnswersOfMessages(database, [ticket], messageIds),
    listNames(database, idsNamedBy(events).people),
    serviceNotices(deps, followed, contact.timeZone),
    listDisputesAbout(database, found.id),
  ]);
  const { timeZone } = await loadProvider(database);
  const isReadable = ({ invoice }: Dispute) =>
    invoice.recordedAt >= readableSince(deps.clock(), timeZone);
  const whole = loaded.length <= SHOWN;
  const [clocks, vault, complaint, paths, contract] = await Promise.all([
    loadTicketClocks(database, found, events),
    loadVault(deps, contact, found, { form: secret }),
    loadComplaintPanel(deps, found, events, referral ? { referral } : {}),
    loadComplaintPaths(database, [ticket]),
    loadRequest(deps, found),
  ]);
  const outcome = outcomeTold(events);

  await portalPage(deps, request, response, 'tickets', 'portal/ticket', (working) => ({
    ticket: portalTicketSummary(ticket, working, complaintNext(paths, ticket, deps.clock())),
    complaint,
    request: contract && {
      ...contract.view,
      mayIdentify: contract.request.identity === null && found.requesterId === contact.id,
    },
    vault,
    // what is owed on a complaint stands on its path, on a contract request among its dates
    clocks:
      complaint || contract ? null : portalClocks(found, clocks, contact.timeZone, deps.clock()),
    tariff: toldTariff(found, events),
    notices,
    report: outcome && { number, outcome },
    disputes: disputesPanel(disputes, found.id, { invoice: isReadable, decide: false }),
    entries: conversationEntries({
      audience: 'requester',
      ticket: found,
      events,
      messages,
      attachments,
      answers,
      names: { people, addressees: new Map(), requesterEmail: ticket.requester.email },
      customerZone: ticket.requester.timeZone,
      whole,
      upTo: before,
    }),
    form,
    // what was written to a ticket closed meanwhile is given back rather than lost
    canReply: !isEnded(ticket.status) || form.error !== null,
    pager: {
      older: whole ? null : `/tickets/${number}?before=${messages[0]?.id}`,
      newest: before === null ? null : `/tickets/${number}`,
    },
    limits: attachmentLimits,
    streams: [marked(`ticket:${ticket.id}:requester`, ticketMark(found, 'requester'))],
  }));
}

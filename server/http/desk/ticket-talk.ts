import { verifyChain } from '../../domain/proof/verify.ts';
import type { Ticket } from '../../domain/ticket/ticket.ts';
import { conversationEntries } from '../../presenters/conversation.ts';
import { eventView, idsNamedBy } from '../../presenters/event-view.ts';
import { listAttachments } from '../../store/attachments.ts';
import { listAnswersOfMessages } from '../../store/complaint-answers.ts';
import type { Database } from '../../store/connect.ts';
import { readChains, readEvent } from '../../store/events.ts';
import { listConversation } from '../../store/messages.ts';
import { listMailAddressees } from '../../store/outbound-emails.ts';
import { listNames } from '../../store/users.ts';
import type { ChainView } from '../../views/models/tickets.ts';

const SHOWN = 50;
/** The end of a long history; `npm run audit:verify` and its export have the rest. */
const HISTORY = 200;

type Requester = { email: string; timeZone: string };

/** What was said and done: the latest messages, or those before one, and the whole history. */
export async function loadTalk(database: Database, ticket: Ticket, before: number | null) {
  const upTo = before === null ? {} : { before };
  const [loaded, links] = await Promise.all([
    listConversation(database, ticket.id, { audience: 'staff', limit: SHOWN + 1, ...upTo }),
    readChains(database, [ticket.id]),
  ]);
  const messages = loaded.slice(-SHOWN);
  const whole = loaded.length <= SHOWN;
  const events = links.map(readEvent);
  const named = idsNamedBy(events);
  const messageIds = messages.map(({ id }) => id);
  const [attachments, answers, people, addressees] = await Promise.all([
    listAttachments(database, messageIds),
    listAnswersOfMessages(database, [ticket], messageIds),
    listNames(database, named.people),
    listMailAddressees(database, named.outboundEmails),
  ]);
  const names = (requester: Requester) => ({
    people,
    addressees,
    requesterEmail: requester.email,
  });
  return {
    messages,
    older: whole ? null : (messages[0]?.id ?? null),
    events,
    entries: (requester: Requester) =>
      conversationEntries({
        audience: 'staff',
        ticket,
        events,
        messages,
        attachments,
        answers,
        names: names(requester),
        customerZone: requester.timeZone,
        whole,
        upTo: before,
      }),
    history: (requester: Requester) =>
      events.slice(-HISTORY).map((event) => eventView(event, names(requester))),
    chain: chainView(ticket, links),
  };
}

/** Events that came after the row was read are not yet its to answer for. */
function chainView(ticket: Ticket, links: Awaited<ReturnType<typeof readChains>>): ChainView {
  const known = links.filter(({ seq }) => seq <= ticket.headSeq);
  const head = { seq: ticket.headSeq, hash: ticket.headHash };
  const fault = verifyChain(ticket.id, known, head);
  return {
    state: fault ? 'broken' : 'intact',
    events: known.length,
    brokenAt: fault?.seq ?? null,
  };
}

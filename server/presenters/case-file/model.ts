import type {
  CaseFileComplaint,
  CaseFileMessage,
  CaseFileModel,
} from '../../documents/case-file-model.ts';
import { pathOf } from '../../domain/complaint/path.ts';
import { isPathEvent } from '../../domain/complaint/path-event.ts';
import { isDisclosed } from '../../domain/proof/disclosed-history.ts';
import type { TicketEvent } from '../../domain/ticket/event.ts';
import { isSentLater } from '../../domain/ticket/held-reply.ts';
import type { TicketKind } from '../../domain/ticket/ticket.ts';
import { readEvent } from '../../store/events.ts';
import { eventSentence } from '../../views/event-sentence.ts';
import type { Translate } from '../../views/i18n.ts';
import { eventView } from '../event-view.ts';
import { type KeptExhibit, saidBy } from './exhibits.ts';
import type { CaseFileMaterial } from './material.ts';

/** A case file as it is put on paper: of the same material, always the same. */
export function caseFileModel(
  material: CaseFileMaterial,
  exhibits: readonly KeptExhibit[],
  t: Translate,
): CaseFileModel {
  const { key, ticket, links, names, customer, contact } = material;
  const head = links.at(-1);
  const events = links.map(readEvent);
  const opened = events[0];
  if (!head || opened?.type !== 'ticket_opened') throw new Error(`${ticket.number} never opened`);
  const told = events.filter(({ type }) => isDisclosed(type, key.audience));
  return {
    ticket: {
      number: ticket.number,
      subject: ticket.subject,
      kind: kindAfter(events, opened.data.kind),
      openedAt: new Date(opened.data.received_at),
    },
    audience: key.audience,
    head: { seq: head.seq, at: head.at, hash: Buffer.from(head.hash).toString('hex') },
    withheld: events.length - told.length,
    provider: material.provider,
    customer,
    contact,
    complaint: complaintOf(material, events),
    chronology: told.map((event) => {
      const view = eventView(event, names);
      // who did it has a column of its own
      const sentence = eventSentence({ ...view, actor: null }, t, key.locale);
      return { seq: event.seq, at: event.at, sentence, by: view.actor };
    }),
    messages: told
      .filter((event) => !isSentLater(event, events))
      .flatMap((event) => messageOf(event, material, events, exhibits)),
    exhibits,
  };
}

/** The path is what all of its events make it, whoever may be told of each. */
function complaintOf(
  { complaint, concerns, provider }: CaseFileMaterial,
  events: readonly TicketEvent[],
): CaseFileComplaint | null {
  const [lodged, ...rest] = events.filter(isPathEvent);
  if (!complaint || lodged?.type !== 'complaint_lodged') return null;
  return {
    path: pathOf([lodged, ...rest], provider.timeZone),
    events: [lodged, ...rest],
    means: lodged.data.means,
    wanted: complaint.wanted,
    bodies: complaint.bodies,
    tickets: concerns.tickets,
    invoices: concerns.invoices,
  };
}

function messageOf(
  event: TicketEvent,
  { messages, key }: CaseFileMaterial,
  events: readonly TicketEvent[],
  exhibits: readonly KeptExhibit[],
): CaseFileMessage[] {
  const id = saidBy(event);
  const message = messages.find((known) => known.id === id);
  if (!message || (message.visibility === 'internal' && key.audience !== 'staff')) return [];
  const { author, subject, body, quoted, redactedAt } = message;
  const { seq, at } = event;
  return [
    {
      seq,
      at,
      what: whatItIs(event, message, events),
      author,
      subject,
      body,
      quoted,
      redactedAt,
      exhibits: exhibits
        .filter((file) => file.seq === seq && file.kind === 'attachment')
        .map(({ number }) => number),
    },
  ];
}

function whatItIs(
  event: TicketEvent,
  message: CaseFileMaterial['messages'][number],
  events: readonly TicketEvent[],
): CaseFileMessage['what'] {
  if (event.type === 'reply_held') return 'held_reply';
  if (message.visibility === 'internal') return 'note';
  const answers = events.some(
    ({ type, data }) => type === 'complaint_answered' && data.message === message.id,
  );
  if (answers) return 'answer';
  if (message.byStaff && event.type === 'reply_sent') return 'reply';
  const isComplaint = events.some(({ type }) => type === 'complaint_lodged');
  const first = events.find((each) => saidBy(each) !== null);
  if (isComplaint && first?.seq === event.seq) return 'complaint';
  return escalates(event, events) ? 'escalation' : 'message';
}

/** An escalation is written in one breath with its message, before anything else is said. */
function escalates(event: TicketEvent, events: readonly TicketEvent[]): boolean {
  const following = events.filter(({ seq }) => seq > event.seq);
  const next = following.findIndex((each) => saidBy(each) !== null);
  const between = next === -1 ? following : following.slice(0, next);
  return between.some(
    ({ type, at }) => type === 'complaint_escalated' && at.getTime() === event.at.getTime(),
  );
}

function kindAfter(events: readonly TicketEvent[], opened: TicketKind): TicketKind {
  return events.reduce(
    (kind, event) => (event.type === 'ticket_requalified' ? event.data.to : kind),
    opened,
  );
}

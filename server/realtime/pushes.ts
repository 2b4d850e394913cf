import { workingNow } from '../domain/provider/working-now.ts';
import type { Locale } from '../domain/user/role.ts';
import { complaintRow, requestRow } from '../presenters/complaint-limits.ts';
import { complaintNext } from '../presenters/complaint-next.ts';
import { isToldBySteps } from '../presenters/conversation.ts';
import { eventView } from '../presenters/event-view.ts';
import { type Audience, messageView } from '../presenters/message-view.ts';
import { nearestClockView } from '../presenters/nearest-clock.ts';
import {
  lastPublic,
  portalTicketRow,
  portalTicketSummary,
  ticketRow,
  ticketSummary,
} from '../presenters/ticket-views.ts';
import type { ListedTicket } from '../store/ticket-lists.ts';
import type { Views } from '../views/views.ts';
import type { Picture } from './picture.ts';
import type { Piece, Stream, Touched } from './streams.ts';
import { turboStream } from './turbo-stream.ts';

type Push = { stream: Stream; html: string };
type Rendering = { views: Pick<Views, 'partial'>; locale: Locale; now: Date };

/** What a picture makes of each stream in one language: the same partials as the pages'. */
export function pushesOf(picture: Picture, rendering: Rendering): Push[] {
  const { views, locale } = rendering;
  const known = picture.touched.flatMap((touched) => {
    const ticket = picture.tickets.get(touched.ticketId);
    return ticket ? [{ touched, ticket }] : [];
  });
  const rows = known.map(({ ticket }) => {
    const nearest = picture.clocks.get(ticket.id);
    const limit = picture.limits.get(ticket.id);
    const request = picture.requests.get(ticket.id);
    const row = ticketRow(ticket, nearest ? nearestClockView(nearest, rendering.now) : null, {
      complaint: limit ? complaintRow(limit, rendering.now) : null,
      request: request ? requestRow(request, rendering.now) : null,
    });
    return turboStream('append', 'queue_rows', views.partial('tickets/_row', row, { locale }));
  });
  const queue: Push = { stream: { kind: 'queue' }, html: rows.join('') };
  const shown = [
    queue,
    ...known.flatMap(({ touched, ticket }) => [
      ...staffPushes(touched, ticket, picture, rendering),
      ...(picture.watchful.has(ticket.customer.id)
        ? customerPushes(touched, ticket, picture, rendering)
        : []),
    ]),
  ].filter(({ html }) => html !== '');
  return [...shown, ...timerPushes(picture)];
}

/** Whose timer changed fetches it again: its form needs the reader's own token. */
function timerPushes({ touched }: Picture): Push[] {
  const owners = touched.flatMap(({ staff }) => staff.flatMap(timerOwner));
  return [...new Set(owners)].map((userId) => ({ stream: { kind: 'timer', userId }, html: '' }));
}

function timerOwner(piece: Piece): number[] {
  if (piece.part !== 'event') return [];
  const { event } = piece;
  if (event.type === 'time_recorded') return [event.data.user];
  return event.type === 'timer_started' && 'user' in event.actor ? [event.actor.user] : [];
}

function staffPushes(
  { staff, opened }: Touched,
  ticket: ListedTicket,
  picture: Picture,
  rendering: Rendering,
): Push[] {
  if (opened) return [];
  const html = staff.map((piece) => fragment(piece, 'staff', ticket, picture, rendering)).join('');
  return [{ stream: { kind: 'ticket', side: 'staff', ticketId: ticket.id }, html }];
}

/** A customer is sent nothing where nothing public happened: not even that something did (V6). */
function customerPushes(
  { requester, lastPublic: last, opened }: Touched,
  ticket: ListedTicket,
  picture: Picture,
  rendering: Rendering,
): Push[] {
  if (last === null) return [];
  const { views, locale, now } = rendering;
  const next = complaintNext(picture.paths, ticket, now);
  const row = portalTicketRow(ticket, lastPublic(last), workingNow(picture.handling, now), next);
  const html = views.partial('portal/_ticket_row', row, { locale });
  const placed = opened
    ? turboStream('prepend', 'portal_tickets', html)
    : turboStream('replace', `portal_ticket_${ticket.id}`, html);
  const list: Push = { stream: { kind: 'customer', customerId: ticket.customer.id }, html: placed };
  if (opened) return [list];
  const talk = requester
    .map((piece) => fragment(piece, 'requester', ticket, picture, rendering))
    .join('');
  return [list, { stream: { kind: 'ticket', side: 'requester', ticketId: ticket.id }, html: talk }];
}

function fragment(
  piece: Piece,
  audience: Audience,
  ticket: ListedTicket,
  { messages, attachments, answers, paths, names, handling }: Picture,
  { views, locale, now }: Rendering,
): string {
  const conversation = `ticket_${ticket.id}_conversation`;
  switch (piece.part) {
    case 'message': {
      const message = messages.get(piece.messageId);
      if (!message) return '';
      const files = attachments.filter((file) => file.messageId === message.id);
      const customerZone = ticket.requester.timeZone;
      const answer = answers.get(message.id) ?? null;
      const view = messageView(message, files, { audience, customerZone, answer });
      const html = views.partial('messages/_message', view, { locale });
      return piece.action === 'append'
        ? turboStream('append', conversation, html)
        : turboStream('replace', `message_${message.id}`, html);
    }
    case 'event': {
      if (isToldBySteps(piece.event, audience, ticket)) return '';
      const view = eventView(piece.event, { ...names, requesterEmail: ticket.requester.email });
      return turboStream('append', conversation, views.partial('tickets/_event', view, { locale }));
    }
    case 'status': {
      if (audience === 'staff') {
        const html = views.partial('tickets/_status', ticketSummary(ticket), { locale });
        return turboStream('replace', `ticket_${ticket.id}_status`, html);
      }
      const next = complaintNext(paths, ticket, now);
      const summary = portalTicketSummary(ticket, workingNow(handling, now), next);
      const html = views.partial('portal/_ticket_status', summary, { locale });
      return turboStream('replace', `portal_ticket_${ticket.id}_status`, html);
    }
  }
}

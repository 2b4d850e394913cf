import { describe, expect, test } from '@jest/globals';
import type { TicketEvent, TicketEventData } from '../../../server/domain/ticket/event.ts';
import {
  digestOfHeld,
  holdUntil,
  isSentLater,
  statusWhenLetGo,
} from '../../../server/domain/ticket/held-reply.ts';

const NOW = new Date('2026-03-02T08:00:00.000Z');
const at = (iso: string) => new Date(iso);

describe('how long a reply is held', () => {
  test('ten seconds, or not at all', () => {
    expect(holdUntil(NOW, 10, [])).toEqual(at('2026-03-02T08:00:10.000Z'));
    expect(holdUntil(NOW, 0, [])).toBeNull();
  });

  test('not where a promise would run out meanwhile: it counts once it has left', () => {
    const due = (iso: string) => [{ dueAt: at(iso), metAt: null }];
    expect(holdUntil(NOW, 10, due('2026-03-02T08:00:10.000Z'))).toBeNull();
    expect(holdUntil(NOW, 10, due('2026-03-02T08:00:10.001Z'))).not.toBeNull();
    // what was missed already can't be missed again
    expect(holdUntil(NOW, 10, due('2026-03-02T08:00:00.000Z'))).not.toBeNull();
    const met = [{ dueAt: at('2026-03-02T08:00:05.000Z'), metAt: NOW }];
    expect(holdUntil(NOW, 10, met)).not.toBeNull();
    expect(holdUntil(NOW, 10, [{ dueAt: null, metAt: null }])).not.toBeNull();
  });
});

const held = (status: 'waiting_customer' | 'resolved' | null, message = 5): TicketEventData => ({
  type: 'reply_held',
  data: { message, digest: 'aa', until: '2026-03-02T08:00:10.000Z', status },
});
const sent = (message = 5): TicketEventData => ({
  type: 'reply_sent',
  data: { message, digest: 'aa', outbound_email: 3 },
});
const JEAN_WRITES: TicketEventData = {
  type: 'message_received',
  data: { message: 6, digest: 'bb', channel: 'portal' },
};
const moved = (from: 'open' | 'new', to: 'resolved' | 'waiting_customer'): TicketEventData => ({
  type: 'status_changed',
  data: { from, to },
});

function history(...happened: TicketEventData[]): TicketEvent[] {
  return happened.map(
    (event, index) =>
      ({ ...event, ticketId: 1, seq: index + 1, at: NOW, actor: { user: 1 } }) as const,
  );
}

describe('what a reply makes of its ticket when it is let go', () => {
  test('what its author asked for', () => {
    expect(statusWhenLetGo('open', history(held('resolved')), 5)).toBe('resolved');
    expect(statusWhenLetGo('open', history(held(null)), 5)).toBe('open');
    expect(statusWhenLetGo('new', history(held(null)), 5)).toBe('open');
  });

  test('nothing where the customer wrote meanwhile: it does not wait for an answer it has', () => {
    expect(statusWhenLetGo('open', history(held('waiting_customer'), JEAN_WRITES), 5)).toBe('open');
    expect(statusWhenLetGo('new', history(held('resolved'), JEAN_WRITES), 5)).toBe('open');
    expect(statusWhenLetGo('open', history(JEAN_WRITES, held('resolved')), 5)).toBe('resolved');
  });

  test('nothing where a colleague decided otherwise, or the ticket ended', () => {
    const decided = history(held('waiting_customer'), moved('open', 'resolved'));
    expect(statusWhenLetGo('resolved', decided, 5)).toBe('resolved');
    expect(statusWhenLetGo('closed', history(held('resolved')), 5)).toBe('closed');
  });

  test('of two held replies the later one holds', () => {
    const both = history(
      held('waiting_customer', 5),
      held('resolved', 7),
      sent(5),
      moved('open', 'waiting_customer'),
    );
    expect(statusWhenLetGo('waiting_customer', both, 7)).toBe('resolved');
  });
});

test('a passage taken out meanwhile: it leaves as it then reads', () => {
  const redacted = { type: 'note_redacted', data: { message: 5, digest: 'cc' } } as const;
  expect(digestOfHeld(history(held(null)), 5)).toBe('aa');
  expect(digestOfHeld(history(held(null), redacted), 5)).toBe('cc');
  expect(digestOfHeld(history(held(null, 9), redacted), 9)).toBe('aa');
  expect(digestOfHeld(history(sent(5)), 8)).toBeNull();
});

test('a reply that left is told where it left, one taken back where it was written', () => {
  const [first, second, third] = history(held(null, 5), held(null, 7), sent(5)) as [
    TicketEvent,
    TicketEvent,
    TicketEvent,
  ];
  const events = [first, second, third];
  expect([first, second, third].map((event) => isSentLater(event, events))).toEqual([
    true,
    false,
    false,
  ]);
});

import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { compileCalendar } from '../../../server/domain/calendar/compile.ts';
import type { Clock } from '../../../server/domain/sla/clock.ts';
import { readClock } from '../../../server/domain/sla/clock.ts';
import { explainClock } from '../../../server/domain/sla/segments.ts';
import { TARGET_NAMES } from '../../../server/domain/sla/target.ts';
import { timelineOf } from '../../../server/domain/sla/timeline.ts';
import { calendar } from '../calendar/arbitrary.ts';
import { maintenance } from './clocks.ts';
import { History } from './history.ts';

const received = Date.UTC(2026, 9, 20, 8);
const iso = (hours: number) => new Date(received + hours * 3_600_000).toISOString();

/** A fortnight in the life of a ticket, around the October change. */
const history = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0, max: 300 }),
      fc.constantFrom('reply', 'wait', 'resolve', 'close', 'write', 'requalify'),
    ),
    { maxLength: 8 },
  )
  .map((steps) => {
    const told = new History('incident', iso(0));
    for (const [hours, step] of steps.sort((a, b) => a[0] - b[0])) {
      const at = iso(hours);
      if (step === 'reply') told.karimReplies(at);
      else if (step === 'wait') told.karimReplies(at, 'waiting_customer');
      else if (step === 'resolve') told.status(at, 'resolved');
      else if (step === 'close') told.status(at, 'closed');
      else if (step === 'write') told.jeanWrites(at);
      else told.requalified(at, 'information_request');
    }
    return told;
  });

const window = fc
  .tuple(fc.integer({ min: -10, max: 300 }), fc.integer({ min: 1, max: 48 }))
  .map(([from, hours]) => maintenance(iso(from), iso(from + hours), iso(-100)));

const clock: fc.Arbitrary<Clock> = fc
  .tuple(
    calendar,
    history,
    fc.array(window, { maxLength: 2 }),
    fc.constantFrom(...TARGET_NAMES),
    fc.integer({ min: 1, max: 6000 }),
  )
  .map(([version, told, suspensions, name, minutes]) => ({
    calendar: compileCalendar(version),
    timeline: timelineOf(told.events),
    suspensions,
    target: { name, minutes },
  }));

const now = fc.integer({ min: 0, max: 400 }).map((hours) => new Date(iso(hours)));

test('segments follow one another without a hole, and add up to what was counted', () => {
  fc.assert(
    fc.property(clock, now, (of, at) => {
      const { segments, start, elapsed, dueAt, metAt } = explainClock(of, at);
      const end = Math.max((metAt ?? at).getTime(), dueAt?.getTime() ?? 0);
      let from = start.getTime();
      let counted = 0;
      let untilDue = 0;
      for (const segment of segments) {
        expect(segment.from.getTime()).toBe(from);
        const length = segment.to.getTime() - from;
        from = segment.to.getTime();
        if (segment.kind !== 'counted') continue;
        if (!segment.expected) counted += length;
        if (dueAt)
          untilDue += Math.max(0, Math.min(from, dueAt.getTime()) - segment.from.getTime());
      }
      expect(from).toBe(Math.max(end, start.getTime()));
      expect(counted).toBe(elapsed);
      if (dueAt) expect(untilDue).toBe((of.target.minutes as number) * 60_000);
    }),
    { numRuns: 500 },
  );
});

test('a breach is never taken back nor moved by what happens after it', () => {
  fc.assert(
    fc.property(clock, now, now, (of, first, second) => {
      const [early, late] = first < second ? [first, second] : [second, first];
      const before = readClock(of, early);
      if (before.state !== 'breached') return;
      const after = readClock(of, late);
      const dated = [...after.earlierBreaches, after.dueAt].map((date) => date?.getTime());
      expect(dated).toContain((before.dueAt as Date).getTime());
    }),
    { numRuns: 500 },
  );
});

test('splitting a pause or a maintenance window changes nothing', () => {
  fc.assert(
    fc.property(clock, window, now, (of, whole, at) => {
      const middle = new Date((whole.from.getTime() + (whole.to as Date).getTime()) / 2);
      const halves = [
        { ...whole, to: middle },
        { ...whole, from: middle },
      ];
      const once = readClock({ ...of, suspensions: [whole] }, at);
      expect(readClock({ ...of, suspensions: halves }, at)).toEqual(once);
      expect(readClock({ ...of, suspensions: [whole, ...halves] }, at)).toEqual(once);
    }),
  );
});

import { describe, expect, test } from '@jest/globals';
import { COMPLAINT_BODIES } from '../../seeds/complaint-bodies.ts';
import { complaintSteps } from '../../server/presenters/complaint-steps.ts';
import {
  answered,
  type ComplaintStory,
  escalated,
  given,
  lodged,
  PARIS,
  voided,
} from '../domain/complaint/story.ts';

/** Each step in a line: its name, where it is, what it says with which days. */
function told({ events }: ComplaintStory, now: string): string[] {
  const view = complaintSteps({
    events,
    bodies: COMPLAINT_BODIES,
    timeZone: PARIS,
    now: new Date(now),
  });
  return view.steps.map(({ name, state, lines }) => {
    const said = lines.map(({ key, day }) => (day === null ? key : `${key} ${day}`));
    return `${name} ${state}: ${said.join(', ')}`;
  });
}

const satisfied = (level: 1 | 2, yes: boolean) =>
  ({ type: 'complaint_reaction', data: { level, satisfied: yes } }) as const;

describe('Marie, a consumer, complains on 3 March', () => {
  const march = () => lodged('consumer', '2026-03-03');
  const lateAtBoth = () => march().on('2026-04-03T08:00:00Z', escalated('2026-04-03'));

  test('and reads who answers, by which day, and what opens when', () => {
    expect(told(march(), '2026-03-10T09:00:00Z')).toEqual([
      'received done: received.portal 2026-03-03',
      'level_1 running: answer_by 2026-04-02',
      'level_2 later: opens_after_level_1 2026-04-03',
      'mediator later: after_level_2, refer_until 2027-03-03',
    ]);
  });

  test('each level names who answers there', () => {
    const { steps } = complaintSteps({
      events: march().events,
      bodies: COMPLAINT_BODIES,
      timeZone: PARIS,
      now: new Date('2026-03-10T09:00:00Z'),
    });
    expect(steps.map(({ who }) => who)).toEqual([
      null,
      'Service clients',
      'Service national consommateurs',
      'Médiateur des communications électroniques (AMCE)',
    ]);
  });

  test('an answer on its way counts for nothing yet, and one that came back never did', () => {
    const sent = march().on('2026-03-10T09:00:00Z', answered(1, 1));
    expect(told(sent, '2026-03-10T09:00:00Z')[1]).toBe(
      'level_1 running: answer_by 2026-04-02, answer_sent',
    );
    const back = sent.on('2026-03-10T09:01:00Z', voided(1));
    expect(told(back, '2026-03-10T10:00:00Z').slice(1, 3)).toEqual([
      'level_1 running: answer_by 2026-04-02',
      'level_2 later: opens_after_level_1 2026-04-03',
    ]);
  });

  test('an answer opens level 2 on its day', () => {
    const story = march()
      .on('2026-03-10T09:00:00Z', answered(1, 1))
      .on('2026-03-10T23:30:00Z', given(1));
    expect(told(story, '2026-03-12T09:00:00Z')).toEqual([
      'received done: received.portal 2026-03-03',
      // half past eleven in UTC is the next day in Paris
      'level_1 done: answered.rejected 2026-03-11',
      'level_2 open: open_since 2026-03-11',
      'mediator later: after_level_2, refer_until 2027-03-03',
    ]);
  });

  test('she is content: nothing more opens', () => {
    const story = march()
      .on('2026-03-10T09:00:00Z', answered(1, 1))
      .on('2026-03-10T09:00:01Z', given(1))
      .on('2026-03-11T09:00:00Z', satisfied(1, true));
    expect(told(story, '2026-03-12T09:00:00Z')).toEqual([
      'received done: received.portal 2026-03-03',
      'level_1 done: answered.rejected 2026-03-10, satisfied',
      'level_2 closed: closed_satisfied',
      'mediator closed: closed_satisfied',
    ]);
  });

  test('at the last instant of 2 April the answer is awaited, a millisecond later it is late', () => {
    expect(told(march(), '2026-04-02T21:59:59.999Z').slice(1, 3)).toEqual([
      'level_1 running: answer_by 2026-04-02',
      'level_2 later: opens_after_level_1 2026-04-03',
    ]);
    expect(told(march(), '2026-04-02T22:00:00.000Z').slice(1, 3)).toEqual([
      'level_1 late: answer_late 2026-04-02',
      'level_2 open: open_unanswered 2026-04-03',
    ]);
  });

  test('a late answer takes nothing back', () => {
    const story = march()
      .on('2026-04-05T09:00:00Z', answered(1, 1))
      .on('2026-04-05T09:00:01Z', given(1));
    expect(told(story, '2026-04-06T09:00:00Z').slice(1, 3)).toEqual([
      'level_1 done: answered.rejected 2026-04-05, answered_late 2026-04-02',
      'level_2 open: open_unanswered 2026-04-03',
    ]);
  });

  test('level 1 was silent, level 2 is at work', () => {
    expect(told(lateAtBoth(), '2026-04-10T09:00:00Z')).toEqual([
      'received done: received.portal 2026-03-03',
      'level_1 missed: unanswered 2026-04-02',
      'level_2 running: asked_on 2026-04-03, answer_by 2026-05-03',
      'mediator later: opens_after_level_2 2026-05-04, refer_until 2027-03-03',
    ]);
  });

  test('level 2 is silent too: the mediator is open, until the year is over', () => {
    expect(told(lateAtBoth(), '2026-05-03T22:00:00Z').slice(2)).toEqual([
      'level_2 late: asked_on 2026-04-03, answer_late 2026-05-03',
      'mediator open: open_unanswered 2026-05-04, refer_until 2027-03-03',
    ]);
    expect(told(lateAtBoth(), '2027-03-03T23:00:00Z')[3]).toBe(
      'mediator closed: year_passed 2027-03-03',
    );
  });

  test('the mediator has it: its course, and its own last day', () => {
    const story = lateAtBoth().on('2026-05-04T09:00:00Z', {
      type: 'mediation_referred',
      data: { on: '2026-05-04' },
    });
    expect(told(story, '2026-05-05T09:00:00Z').slice(2)).toEqual([
      'level_2 missed: asked_on 2026-04-03, unanswered 2026-05-03',
      'mediator running: mediation.referred 2026-05-04',
    ]);
    story
      .on('2026-05-10T09:00:00Z', { type: 'mediation_admissibility', data: { admissible: true } })
      .on('2026-05-12T09:00:00Z', { type: 'mediation_notified', data: { on: '2026-05-11' } });
    expect(told(story, '2026-05-13T09:00:00Z')[3]).toBe(
      'mediator running: mediation.referred 2026-05-04, mediation.notified 2026-05-11, mediation.until 2026-08-09',
    );
    story
      .on('2026-07-01T09:00:00Z', { type: 'mediation_proposed', data: { on: '2026-07-01' } })
      .on('2026-07-02T09:00:00Z', {
        type: 'mediation_proposal_answered',
        data: { by: 'customer', accepted: true },
      })
      .on('2026-07-03T09:00:00Z', { type: 'mediation_closed', data: { ending: 'agreed' } });
    expect(told(story, '2026-07-04T09:00:00Z')[3]).toBe(
      'mediator done: mediation.referred 2026-05-04, mediation.notified 2026-05-11, mediation.proposed 2026-07-01, mediation.accepted_customer, mediation.ending.agreed',
    );
  });
});

test('a call starts no year: what is written on the way to level 2 does', () => {
  const story = lodged('consumer', '2026-03-03', 'call');
  expect(told(story, '2026-03-10T09:00:00Z')).toEqual([
    'received done: received.call 2026-03-03',
    'level_1 running: answer_by 2026-04-02',
    'level_2 later: opens_after_level_1 2026-04-03',
    'mediator later: after_level_2, year_not_begun',
  ]);
  story.on('2026-04-03T08:00:00Z', escalated('2026-04-03'));
  expect(told(story, '2026-04-10T09:00:00Z')[3]).toBe(
    'mediator later: opens_after_level_2 2026-05-04, refer_until 2027-04-03',
  );
});

describe('Jean, a professional, complains on 3 March', () => {
  const march = () => lodged('professional', '2026-03-03', 'letter');

  test('his path ends at the court that the contract names', () => {
    expect(told(march(), '2026-03-10T09:00:00Z')).toEqual([
      'received done: received.letter 2026-03-03',
      'level_1 running: answer_by 2026-04-02',
      'level_2 later: opens_after_level_1 2026-04-03',
      'court later: after_level_2_court',
    ]);
  });

  test('which has no year', () => {
    const story = march().on('2026-04-03T08:00:00Z', escalated('2026-04-03'));
    expect(told(story, '2026-04-10T09:00:00Z')[3]).toBe(
      'court later: opens_after_level_2 2026-05-04',
    );
    expect(told(story, '2028-01-01T09:00:00Z')[3]).toBe('court open: open_unanswered 2026-05-04');
  });

  test('nowhere on his path is there a mediator', () => {
    const story = march().on('2026-04-03T08:00:00Z', escalated('2026-04-03'));
    for (const now of ['2026-03-10', '2026-04-10', '2026-06-01', '2028-01-01']) {
      const view = complaintSteps({
        events: story.events,
        bodies: COMPLAINT_BODIES,
        timeZone: PARIS,
        now: new Date(`${now}T09:00:00Z`),
      });
      expect(JSON.stringify(view)).not.toMatch(/m[ée]diat/i);
    }
  });
});

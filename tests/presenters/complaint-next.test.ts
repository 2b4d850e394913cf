import { describe, expect, test } from '@jest/globals';
import { COMPLAINT_BODIES } from '../../seeds/complaint-bodies.ts';
import type { TicketStatus } from '../../server/domain/ticket/status.ts';
import { complaintNext } from '../../server/presenters/complaint-next.ts';
import {
  answered,
  type ComplaintStory,
  escalated,
  given,
  lodged,
  PARIS,
} from '../domain/complaint/story.ts';

/** What comes next in a line: whose turn, which words, with which day and whom. */
function next({ events }: ComplaintStory, now: string, status: TicketStatus = 'open') {
  const paths = { events: new Map([[7, events]]), bodies: COMPLAINT_BODIES, timeZone: PARIS };
  const told = complaintNext(paths, { id: 7, status }, new Date(now));
  return told && [told.turn, told.key, told.day, told.who].filter(Boolean).join(' | ');
}

const march = (quality: 'consumer' | 'professional' = 'consumer') => lodged(quality, '2026-03-03');
const answeredOn = (story: ComplaintStory, level: 1 | 2, at: string) =>
  story.on(at, answered(level, level)).on(at, given(level));

describe('what comes next on a complaint of 3 March', () => {
  test('an answer by 2 April, from whom; a question of ours stops nothing', () => {
    expect(next(march(), '2026-03-10T09:00:00Z')).toBe(
      'provider | level_1 | 2026-04-02 | Service clients',
    );
    expect(next(march(), '2026-03-10T09:00:00Z', 'waiting_customer')).toBe(
      'customer | asked | 2026-04-02',
    );
  });

  test('on its way, late to the minute, given', () => {
    const sent = march().on('2026-03-10T09:00:00Z', answered(1, 1));
    expect(next(sent, '2026-03-10T09:00:00Z')).toBe('provider | sent | 2026-04-02');
    expect(next(march(), '2026-04-02T21:59:59.999Z')).toContain('level_1 |');
    expect(next(march(), '2026-04-02T22:00:00.000Z')).toBe(
      'customer | level_1_late | 2026-04-02 | Service national consommateurs',
    );
    expect(next(answeredOn(march(), 1, '2026-03-10T09:00:00Z'), '2026-03-11T09:00:00Z')).toBe(
      'customer | level_1_answered | Service national consommateurs',
    );
  });

  test('after level 2 a consumer has the mediator for a year, then the courts', () => {
    const story = march().on('2026-04-03T08:00:00Z', escalated('2026-04-03'));
    expect(next(story, '2026-04-10T09:00:00Z')).toBe(
      'provider | level_2 | 2026-05-03 | Service national consommateurs',
    );
    expect(next(story, '2026-05-03T22:00:00Z')).toBe('customer | level_2_late | 2027-03-03');
    answeredOn(story, 2, '2026-05-10T09:00:00Z');
    expect(next(story, '2026-05-11T09:00:00Z')).toBe('customer | level_2_answered | 2027-03-03');
    expect(next(story, '2027-03-03T23:00:00Z')).toBe('ended | year_passed | 2027-03-03');
  });

  test('a professional has the court that the contract names, without a year', () => {
    const story = march('professional').on('2026-04-03T08:00:00Z', escalated('2026-04-03'));
    expect(next(story, '2026-05-03T22:00:00Z')).toBe(
      'customer | level_2_late_court | Tribunal de commerce de Marseille',
    );
    answeredOn(story, 2, '2026-05-10T09:00:00Z');
    expect(next(story, '2028-05-11T09:00:00Z')).toBe(
      'customer | level_2_answered_court | Tribunal de commerce de Marseille',
    );
  });

  test('the mediation, to its end', () => {
    const story = march()
      .on('2026-04-03T08:00:00Z', escalated('2026-04-03'))
      .on('2026-05-04T09:00:00Z', { type: 'mediation_referred', data: { on: '2026-05-04' } });
    const now = '2026-05-20T09:00:00Z';
    expect(next(story, now)).toBe('provider | mediation_referred');
    story.on(now, { type: 'mediation_admissibility', data: { admissible: true } });
    expect(next(story, now)).toBe('provider | mediation_admissible');
    story.on(now, { type: 'mediation_notified', data: { on: '2026-05-20' } });
    expect(next(story, now)).toBe('provider | mediation | 2026-08-18');
    story.on(now, { type: 'mediation_proposed', data: { on: '2026-05-20' } });
    expect(next(story, now)).toBe('customer | proposal');
    story.on(now, {
      type: 'mediation_proposal_answered',
      data: { by: 'customer', accepted: false },
    });
    expect(next(story, now)).toBe('provider | proposal_answered');
    story.on(now, { type: 'mediation_closed', data: { ending: 'refused' } });
    expect(next(story, now)).toBe('ended | mediation_refused');
  });

  test('nothing of what is no complaint, or was refused', () => {
    expect(complaintNext(null, { id: 7, status: 'open' }, new Date())).toBeNull();
    expect(next(march(), '2026-03-10T09:00:00Z', 'refused')).toBeNull();
  });
});

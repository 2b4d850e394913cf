import { describe, expect, test } from '@jest/globals';
import {
  decideChange,
  decidePublication,
  type Publication,
  type Published,
} from '../../../server/domain/suspension/decide.ts';

const at = (iso: string) => new Date(iso);
const NOW = at('2026-11-23T09:00:00Z');
const MAINTENANCE: Publication = {
  cause: 'maintenance',
  title: ' Mise à jour des serveurs ',
  details: 'Les sites seront hors ligne.',
  startsAt: at('2026-11-29T21:00:00Z'),
  endsAt: at('2026-11-30T01:00:00Z'),
  expectedEndAt: at('2026-11-30T00:00:00Z'),
};
const CYCLONE: Publication = {
  cause: 'force_majeure',
  title: 'Cyclone Belal',
  details: 'Le centre de La Réunion n’a plus de courant.',
  startsAt: at('2026-11-20T03:00:00Z'),
  endsAt: null,
  expectedEndAt: at('2026-11-27T00:00:00Z'),
};

describe('what may be published', () => {
  test('a maintenance to come, with its end; an expected end is for force majeure alone', () => {
    expect(decidePublication(MAINTENANCE, 1, NOW)).toEqual({
      ok: true,
      value: { ...MAINTENANCE, title: 'Mise à jour des serveurs', expectedEndAt: null },
    });
  });

  test('a force majeure that has begun, with the duration expected (5.7)', () => {
    expect(decidePublication(CYCLONE, 3, NOW)).toEqual({ ok: true, value: CYCLONE });
  });

  test('a suspension at once, without notice or end (3.7)', () => {
    const blocked: Publication = { ...CYCLONE, cause: 'suspension', expectedEndAt: null };
    expect(decidePublication(blocked, 1, NOW)).toMatchObject({ ok: true });
  });

  const refused: [string, Publication, number, object][] = [
    [
      'a maintenance that begins now',
      { ...MAINTENANCE, startsAt: NOW },
      1,
      { reason: 'maintenance_not_announced', field: 'starts' },
    ],
    [
      'a maintenance without an end',
      { ...MAINTENANCE, endsAt: null },
      1,
      { reason: 'required', field: 'ends' },
    ],
    [
      'an end at the start',
      { ...MAINTENANCE, endsAt: MAINTENANCE.startsAt },
      1,
      { reason: 'end_before_start', field: 'ends' },
    ],
    [
      'a force majeure whose duration nobody expects',
      { ...CYCLONE, expectedEndAt: null },
      1,
      { reason: 'required', field: 'expected' },
    ],
    [
      'an expected end before the start',
      { ...CYCLONE, expectedEndAt: at('2026-11-19T00:00:00Z') },
      1,
      { reason: 'end_before_start', field: 'expected' },
    ],
    ['no title', { ...CYCLONE, title: ' ' }, 1, { reason: 'required', field: 'title' }],
    ['no circumstances', { ...CYCLONE, details: '' }, 1, { reason: 'required', field: 'details' }],
    ['no service', CYCLONE, 0, { reason: 'no_service', field: 'services' }],
    [
      'a cause of its own',
      { ...CYCLONE, cause: 'holiday' as never },
      1,
      { reason: 'invalid_choice', field: 'cause' },
    ],
  ];
  test.each(refused)('not %s', (_what, given, services, refusal) => {
    expect(decidePublication(given, services, NOW)).toMatchObject({ ok: false, ...refusal });
  });
});

describe('what may be changed afterwards', () => {
  const published: Published = { ...MAINTENANCE, expectedEndAt: null, cancelledAt: null };
  const during = at('2026-11-29T23:00:00Z');
  const after = at('2026-11-30T02:00:00Z');
  const change = (given: Partial<Published>, now: Date, before = published) =>
    decideChange(before, { ...before, ...given }, now);

  test('all of a maintenance before it begins, as long as it stays to come', () => {
    const sooner = { startsAt: at('2026-11-24T21:00:00Z') };
    expect(change(sooner, NOW)).toMatchObject({ ok: true, value: sooner });
    expect(change({ startsAt: NOW }, NOW)).toMatchObject({ reason: 'maintenance_not_announced' });
  });

  test('once begun its start stands; it may be prolonged until its end, and shortened for ever', () => {
    expect(change({ startsAt: at('2026-11-29T20:00:00Z') }, during)).toMatchObject({
      reason: 'window_begun',
    });
    expect(change({ endsAt: at('2026-11-30T03:00:00Z') }, during)).toMatchObject({ ok: true });
    expect(change({ endsAt: at('2026-11-30T03:00:00Z') }, after)).toMatchObject({
      reason: 'window_over',
      field: 'ends',
    });
    expect(change({ endsAt: at('2026-11-30T00:30:00Z') }, after)).toMatchObject({ ok: true });
  });

  test('a force majeure: how it develops, and its end', () => {
    const before: Published = { ...CYCLONE, cancelledAt: null };
    expect(change({ details: 'Le courant revient.' }, NOW, before)).toMatchObject({ ok: true });
    expect(change({ endsAt: NOW }, NOW, before)).toMatchObject({ ok: true });
  });

  test('nothing of what was cancelled, and not for nothing', () => {
    expect(change({ title: 'Autre' }, NOW, { ...published, cancelledAt: NOW })).toMatchObject({
      reason: 'already_decided',
    });
    expect(change({}, NOW, { ...published, title: 'Mise à jour des serveurs' })).toMatchObject({
      reason: 'unchanged',
    });
  });
});

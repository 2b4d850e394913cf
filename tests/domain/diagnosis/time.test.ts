import { describe, expect, test } from '@jest/globals';
import { entriesOfTimer, secondsOf, timeFault } from '../../../server/domain/diagnosis/time.ts';
import {
  readDuration,
  readTime,
  typedTimeOf,
  writeDuration,
} from '../../../server/domain/diagnosis/typed-time.ts';

const at = (iso: string) => new Date(`2026-03-${iso}Z`);

describe('a timer', () => {
  test('leaves what it measured, to the millisecond', () => {
    const [startedAt, stoppedAt] = [at('02T09:00:00.000'), at('02T09:14:32.900')];
    const spans = entriesOfTimer(startedAt, stoppedAt);
    expect(spans).toEqual([{ startedAt, endedAt: stoppedAt }]);
    expect(spans.map(secondsOf)).toEqual([872]);
  });

  test('leaves nothing for less than a second, nor where its start is yet to come', () => {
    const start = at('02T09:00:00.000');
    expect(entriesOfTimer(start, at('02T09:00:00.999'))).toEqual([]);
    expect(entriesOfTimer(start, at('02T08:59:58.000'))).toEqual([]);
    expect(entriesOfTimer(start, at('02T09:00:01.000')).map(secondsOf)).toEqual([1]);
  });

  test('forgotten for two days, leaves entries of a day at most, and all of its time', () => {
    const spans = entriesOfTimer(at('02T09:00:00'), at('04T10:30:00'));
    expect(spans.map(secondsOf)).toEqual([86_400, 86_400, 5_400]);
    expect(spans[1]?.startedAt).toEqual(spans[0]?.endedAt);
    expect(spans[2]?.endedAt).toEqual(at('04T10:30:00'));
    expect(entriesOfTimer(at('02T09:00:00'), at('03T09:00:00')).map(secondsOf)).toEqual([86_400]);
  });
});

describe('a duration as people write it', () => {
  test.each([
    ['1:15', 4_500],
    ['75 min', 4_500],
    ['75', 4_500],
    ['1h15', 4_500],
    ['1 h 15 min', 4_500],
    ['2h', 7_200],
    [' 45 MIN ', 2_700],
    ['0:14:32', 872],
    ['24:00', 86_400],
  ])('%s', (typed, seconds) => {
    expect(readDuration(typed)).toBe(seconds);
  });

  test.each(['', 'une heure', '1:75', '-5', '1,5', '1:15 min', '99999'])('not « %s »', (typed) => {
    expect(readDuration(typed)).toBeNull();
  });

  test.each([
    [4_500, '1:15'],
    [872, '0:14:32'],
    [60, '0:01'],
    [86_400, '24:00'],
  ])('%i s is written so that it is read back', (seconds, written) => {
    expect(writeDuration(seconds)).toBe(written);
    expect(readDuration(written)).toBe(seconds);
  });
});

describe('a time written down by hand', () => {
  const typed = { day: '2026-03-02', start: '09:30', duration: '1:15' };
  test('is on the clock of whose time it is', () => {
    expect(readTime(typed, 'Europe/Paris')).toEqual({
      ok: true,
      value: { startedAt: at('02T08:30:00.000'), endedAt: at('02T09:45:00.000') },
    });
    expect(readTime({ ...typed, start: '9:30' }, 'Indian/Reunion')).toMatchObject({
      value: { startedAt: at('02T05:30:00.000') },
    });
  });

  test('on the night when clocks go forward, an hour is none, and a duration stays real', () => {
    const night = { day: '2026-03-29', start: '01:30', duration: '1:00' };
    expect(readTime(night, 'Europe/Paris')).toMatchObject({
      value: { startedAt: at('29T00:30:00.000'), endedAt: at('29T01:30:00.000') },
    });
    expect(readTime({ ...night, start: '02:30' }, 'Europe/Paris')).toMatchObject({
      ok: false,
      reason: 'unreadable_start',
    });
  });

  test.each([
    [{ day: '' }, 'required', 'day'],
    [{ day: '2026-02-30' }, 'unreadable_start', 'start'],
    [{ start: '25:00' }, 'unreadable_start', 'start'],
    [{ duration: 'longtemps' }, 'unreadable_duration', 'duration'],
    [{ duration: '0 min' }, 'time_too_long', 'duration'],
  ])('%j is refused: %s', (wrong, reason, field) => {
    expect(readTime({ ...typed, ...wrong }, 'Europe/Paris')).toMatchObject({ reason, field });
  });

  test('what is left as it was shown stays the very time it was', () => {
    const before = { startedAt: at('02T08:30:12.345'), endedAt: at('02T08:44:44.999') };
    const shown = typedTimeOf(before, 'Europe/Paris');
    expect(shown).toEqual({ day: '2026-03-02', start: '09:30', duration: '0:14:32' });
    expect(readTime(shown, 'Europe/Paris', before)).toEqual({ ok: true, value: before });
    expect(readTime({ ...shown, duration: '10 min' }, 'Europe/Paris', before)).toEqual({
      ok: true,
      value: { startedAt: before.startedAt, endedAt: at('02T08:40:12.345') },
    });
    expect(readTime({ ...shown, start: '09:00' }, 'Europe/Paris', before)).toEqual({
      ok: true,
      value: { startedAt: at('02T08:00:00.000'), endedAt: at('02T08:14:32.654') },
    });
  });
});

describe('a time that can be written down', () => {
  const now = at('02T12:00:00');
  const span = (from: string, to: string) => ({ startedAt: at(from), endedAt: at(to) });
  const fault = (from: string, to: string, timer: Date | null = null) => {
    const found = timeFault(span(from, to), { now, timer });
    return found && `${found.reason} ${found.field}`;
  };

  test('is over, to the very instant', () => {
    expect(fault('02T11:00:00', '02T12:00:00')).toBeNull();
    expect(fault('02T11:00:00', '02T12:00:00.001')).toBe('time_in_future duration');
    expect(fault('02T12:00:00', '02T13:00:00')).toBe('time_in_future start');
  });

  test('is of 24 hours at most', () => {
    expect(fault('01T10:00:00', '02T10:00:00')).toBeNull();
    expect(fault('01T10:00:00', '02T10:00:00.001')).toBe('time_too_long duration');
    expect(fault('02T10:00:00', '02T10:00:00')).toBe('time_too_long duration');
  });

  test('is not the running timer’s, which writes its own', () => {
    const timer = at('02T11:30:00');
    expect(fault('02T11:00:00', '02T11:30:00', timer)).toBeNull();
    expect(fault('02T11:00:00', '02T11:30:00.001', timer)).toBe('timer_running start');
  });
});

import type { CalendarVersion } from '../domain/calendar/calendar.ts';
import { MINUTE, type Stretch } from '../domain/calendar/local-time.ts';
import { monthBeside, monthOf } from '../domain/calendar/month.ts';
import type { Bar, MonthView } from '../views/models/calendars.ts';

/** A month of a calendar as it is drawn and told beside the drawing. */
export function monthView(
  calendar: CalendarVersion,
  month: string,
  {
    today,
    ...where
  }: Pick<MonthView, 'typed' | 'path' | 'version'> & {
    /** `YYYY-MM-DD` in the calendar's zone. */
    today: string;
  },
): MonthView {
  return {
    ...where,
    month,
    previous: monthBeside(month, -1),
    next: monthBeside(month, 1),
    days: monthOf(calendar, month).map((day) => ({
      date: day.date,
      weekend: [0, 6].includes(new Date(`${day.date}T12:00:00Z`).getUTCDay()),
      today: day.date === today,
      open: day.open.map(bar),
      lost: day.lost.map(bar),
      intervals: day.open.map(hours),
      holidays: day.holidays.map(({ key }) => key),
      exceptions: day.exceptions.map(({ kind, label }) => ({ kind, label })),
      clockChange: day.clockChange,
    })),
  };
}

function bar([from, to]: Stretch): Bar {
  return { x: from / MINUTE, width: (to - from) / MINUTE };
}

function hours([from, to]: Stretch): string {
  return `${timeOf(from)}–${timeOf(to)}`;
}

/** `HH:MM`; the end of the day is `24:00`. */
function timeOf(time: number): string {
  const minutes = time / MINUTE;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

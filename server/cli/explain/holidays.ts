import { HOLIDAY_ZONES, type HolidayZone, holidaysOf } from '../../domain/calendar/holidays.ts';
import { UsageError } from './usage-error.ts';

/** One JSON array: what the default calendar of a zone closes in a year. */
export async function* explainHolidays([zone = '', year = '']: readonly string[]) {
  if (!HOLIDAY_ZONES.includes(zone as HolidayZone)) {
    throw new UsageError(`unknown zone: ${zone} (one of ${HOLIDAY_ZONES.join(', ')})`);
  }
  if (!/^[1-9]\d{3}$/.test(year)) throw new UsageError(`not a year: ${year}`);
  const holidays = holidaysOf(zone as HolidayZone, Number(year));
  yield holidays.map(({ date, name }) => ({ date, name }));
}

import type { HolidayZone } from '../domain/calendar/holidays.ts';
import type { Provider } from '../domain/provider/provider.ts';
import type { Db } from '../store/connect.ts';
import { loadHandling } from '../store/handling.ts';
import { loadProvider } from '../store/settings.ts';

/** Where its offices follow no list of holidays, the country's own. */
const DEFAULT: HolidayZone = 'metropole';

/** The provider, with the zone and the holidays by which legal days are counted (10.10, L221-19). */
export async function providerPlace(
  db: Db,
  now: Date,
): Promise<{ provider: Provider; timeZone: string; holidays: HolidayZone }> {
  const [provider, handling] = await Promise.all([loadProvider(db), loadHandling(db, now)]);
  const { holidays } = handling.information_request.version;
  return { provider, timeZone: provider.timeZone, holidays: holidays?.zone ?? DEFAULT };
}

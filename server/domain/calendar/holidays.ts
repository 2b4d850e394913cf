import DateHolidays from 'date-holidays';
import { NATIONAL_HOLIDAYS, ZONE_HOLIDAYS } from './holiday-rules.ts';

/** The thirteen lists of French public holidays (H1), each under the name it is published by. */
export type HolidayZone = keyof typeof ZONE_HOLIDAYS;
export const HOLIDAY_ZONES = Object.keys(ZONE_HOLIDAYS) as readonly HolidayZone[];

type OwnDays = (typeof ZONE_HOLIDAYS)[HolidayZone];
type Rule = (typeof NATIONAL_HOLIDAYS)[number] | OwnDays['official' | 'local'][number];

/** What names a holiday whatever its year and the reader's language. */
export type HolidayKey = Rule['key'];
/** `name` is the French one, as the law and the published list write it. */
export type Holiday = {
  readonly date: string;
  readonly key: HolidayKey;
  readonly name: string;
};

/** A zone's list as one calendar follows it: days switched on and off by its administrator. */
export type HolidayChoice = {
  readonly zone: HolidayZone;
  readonly alsoClosed: readonly HolidayKey[];
  readonly open: readonly HolidayKey[];
};

const known = new Map<string, readonly Holiday[]>();

/** The official list of a zone, nothing switched on or off. */
export function officialHolidays(zone: HolidayZone): HolidayChoice {
  return { zone, alsoClosed: [], open: [] };
}

/** What the default calendar of a zone closes in a year, in order of date. */
export function holidaysOf(zone: HolidayZone, year: number): readonly Holiday[] {
  return chosenHolidays(officialHolidays(zone), year);
}

/** What a calendar with this choice closes in a year, in order of date. */
export function chosenHolidays(choice: HolidayChoice, year: number): readonly Holiday[] {
  const official = [...NATIONAL_HOLIDAYS, ...ZONE_HOLIDAYS[choice.zone].official];
  const closed: Rule[] = official.filter(({ key }) => !choice.open.includes(key));
  const local: readonly Rule[] = ZONE_HOLIDAYS[choice.zone].local;
  closed.push(...local.filter(({ key }) => choice.alsoClosed.includes(key)));
  return computed(closed, year);
}

/** The local days that no national text makes a holiday, and which a calendar may close all the same. */
export function localDaysOf(zone: HolidayZone): readonly { key: HolidayKey; name: string }[] {
  return ZONE_HOLIDAYS[zone].local.map(({ key, name }) => ({ key, name }));
}

/** Every day that a choice of this zone may name. */
export function holidayKeysOf(zone: HolidayZone): readonly HolidayKey[] {
  const { official, local } = ZONE_HOLIDAYS[zone];
  return [...NATIONAL_HOLIDAYS, ...official, ...local].map(({ key }) => key);
}

function computed(rules: readonly Rule[], year: number): readonly Holiday[] {
  const cacheKey = `${year} ${rules.map(({ rule }) => rule).join()}`;
  const found = known.get(cacheKey);
  if (found) return found;
  const library = new DateHolidays();
  for (const { rule, name } of rules) library.setHoliday(rule, { name, type: 'public' });
  const dates = new Map(
    library.getHolidays(year).map(({ rule, date }) => [rule, date.slice(0, 10)]),
  );
  const holidays = rules
    .map(({ key, rule, name }) => ({ date: dates.get(rule) as string, key, name }))
    .sort((a, b) => a.date.localeCompare(b.date));
  known.set(cacheKey, holidays);
  return holidays;
}

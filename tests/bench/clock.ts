import { compileCalendar } from '../../server/domain/calendar/compile.ts';
import { officialHolidays } from '../../server/domain/calendar/holidays.ts';
import { print } from './figures.ts';

/**
 * `npm run bench:clock`: due times per second on a compiled office calendar, in one process, beside
 * two bare binary searches over an array of the same length in the same run.
 */
const COUNT = 2_000_000;
const ROUNDS = 7;
const MONTH = 30 * 86_400_000;

const day = [
  ['08:30', '12:00'],
  ['13:30', '18:00'],
] as const;
const { table } = compileCalendar({
  timeZone: 'Europe/Paris',
  weeklyHours: { mon: day, tue: day, wed: day, thu: day, fri: day, sat: [], sun: [] },
  holidays: officialHolidays('metropole'),
  exceptions: [],
});

// a year of receipts, each with a target of a minute to a week of hours
const first = Date.UTC(2026, 0, 1);
const random = randomNumbers(20_260_302);
const starts = Float64Array.from({ length: 65_536 }, () => first + random() * 12 * MONTH);
const times = Float64Array.from({ length: 65_536 }, () => (1 + random() * 2400) * 60_000);

table.dueAt(first, 1); // the table is made when it is first asked
const bare = Float64Array.from(spread(table.length));

const due: number[] = [];
const searches: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  searches.push(
    rate((index) => search(bare, at(starts, index)) + search(bare, at(starts, ~index))),
  );
  due.push(rate((index) => table.dueAt(at(starts, index), at(times, index)) as number));
}

const [dueRate, searchRate] = [median(due), median(searches)];
print(`openings in the table:            ${table.length}`);
print(`due times a second:               ${Math.round(dueRate).toLocaleString('en')}`);
print(`two bare binary searches a second ${Math.round(searchRate).toLocaleString('en')}`);
print(`ratio:                            ${(dueRate / searchRate).toFixed(2)}`);

function rate(work: (index: number) => number): number {
  let sum = 0;
  const began = performance.now();
  for (let index = 0; index < COUNT; index += 1) sum += work(index);
  const seconds = (performance.now() - began) / 1000;
  // read, so that the work cannot be left out
  if (Number.isNaN(sum)) throw new Error('a due time is missing');
  return COUNT / seconds;
}

function at(array: Float64Array, index: number): number {
  return array[index & 65_535] as number;
}

function search(array: Float64Array, value: number): number {
  let low = 0;
  let high = array.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((array[middle] as number) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** As many instants as the table has openings, over the same two years. */
function spread(length: number): number[] {
  return Array.from({ length }, (_, index) => first + (index * 24 * MONTH) / length);
}

/** The same numbers every time (mulberry32), from 0 to 1. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function median(rates: number[]): number {
  return rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] as number;
}

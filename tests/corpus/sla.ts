import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { explainClock } from '../../server/cli/explain/clock.ts';
import { clockQuestion } from '../../server/cli/explain/clock-question.ts';
import { answerLine } from '../../server/cli/explain/json-lines.ts';
import {
  HOLIDAY_ZONES,
  type HolidayZone,
  holidaysOf,
} from '../../server/domain/calendar/holidays.ts';
import { print } from '../bench/figures.ts';

/**
 * `npm run test:vectors`: the published and generated vectors of open time, and the official
 * holidays, through the code of `explain`. One convention, exact to the second: due at the end of
 * opening is the closing instant. GUICHET_CORPORA names the folder.
 */
const folder = resolve(process.env.GUICHET_CORPORA ?? '../shared/corpora');

type Vector = {
  id: string;
  kind: 'due' | 'elapsed';
  due?: string | null;
  oracle?: { earliest: string };
  elapsed_seconds?: number;
  elapsed_minutes?: number;
};
type Answer = { due?: string | null; elapsed_seconds?: number; error?: string };
type Year = { must: string[]; may: string[]; etalab_only_disputed: string[] };

if (existsSync(folder)) {
  let failed = 0;
  for (const file of ['sla/vectors.jsonl', 'sla/published.jsonl']) failed += await openTime(file);
  failed += await officialHolidays('holidays/check.json');
  process.exitCode = failed > 0 ? 1 : 0;
} else print(`no corpora in ${folder}: nothing was tested (set GUICHET_CORPORA)`);

async function openTime(file: string): Promise<number> {
  const lines = (await readFile(resolve(folder, file), 'utf8')).trim().split('\n');
  const misses = lines.flatMap((line) => {
    const vector = JSON.parse(line) as Vector;
    const answer: Answer = answerLine(line, clockQuestion, explainClock);
    const [wanted, got] = vector.kind === 'due' ? dueOf(vector, answer) : openOf(vector, answer);
    return wanted === got ? [] : [`${vector.id}: ${got ?? answer.error} instead of ${wanted}`];
  });
  return report(file, lines.length, misses);
}

function dueOf(vector: Vector, { due }: Answer) {
  return [vector.oracle ? vector.oracle.earliest : vector.due, due];
}

function openOf(vector: Vector, { elapsed_seconds: seconds = Number.NaN }: Answer) {
  return vector.elapsed_seconds === undefined
    ? [vector.elapsed_minutes, Math.floor(seconds / 60)]
    : [vector.elapsed_seconds, seconds];
}

async function officialHolidays(file: string): Promise<number> {
  const zones: [string, Record<string, Year>][] = Object.entries(
    JSON.parse(await readFile(resolve(folder, file), 'utf8')),
  );
  const lists = zones.flatMap(([zone, years]) =>
    Object.entries(years).map(([year, dates]) => ({ zone, year, dates })),
  );
  const missing = HOLIDAY_ZONES.filter((zone) => !zones.some(([name]) => name === zone));
  const misses = lists.flatMap(({ zone, year, dates }) => {
    const closed = new Set(holidaysOf(zone as HolidayZone, Number(year)).map(({ date }) => date));
    const allowed = [...dates.must, ...dates.may, ...dates.etalab_only_disputed];
    return [
      ...dates.must.filter((date) => !closed.has(date)).map((date) => `${zone}: ${date} is open`),
      ...[...closed]
        .filter((date) => !allowed.includes(date))
        .map((date) => `${zone}: ${date} is closed`),
    ];
  });
  return report(file, lists.length, [...misses, ...missing.map((zone) => `${zone}: no list`)]);
}

function report(file: string, all: number, misses: readonly string[]): number {
  print(`${file.padEnd(24)}${all - misses.length} / ${all}`);
  for (const miss of misses) print(`  ${miss}`);
  return misses.length;
}

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseMail } from '../../mail-gateway/parse/parse-mail.ts';
import { explainMail } from '../../server/cli/explain/mail.ts';
import { explainBody } from '../../server/cli/explain/reply.ts';
import { type CorpusCase, readCases } from './cases.ts';
import { type Aim, compareNature, type Explained, type Verdict } from './compare.ts';
import { compareReading, compareRef } from './compare-reading.ts';
import { compareReply } from './compare-reply.ts';
import { contradiction } from './contradictions.ts';

/**
 * `npm run test:corpus [-- --verbose] [--source=NAME] [--aim=NAME]`: real mails through the code of
 * `explain`, counted per source and per aim. GUICHET_CORPORA names the folder.
 */
const verbose = process.argv.includes('--verbose');
const only = (name: string) =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const folder = resolve(process.env.GUICHET_CORPORA ?? '../shared/corpora');

interface Tally {
  right: number;
  all: number;
}

const cases = readCases(folder);
if (cases === null) print(`no corpora in ${folder}: nothing was tested (set GUICHET_CORPORA)`);
else await run(cases.filter((test) => (only('source') ?? test.source) === test.source));

async function run(tests: readonly CorpusCase[]): Promise<void> {
  const tallies = new Map<string, Map<Aim, Tally>>();
  const contradicted: string[] = [];
  let slowest = { id: '', ms: 0 };
  for (const test of tests) {
    const started = performance.now();
    const { verdicts, mail } = await judge(test);
    const ms = performance.now() - started;
    if (ms > slowest.ms) slowest = { id: test.id, ms };
    for (const aim of new Set(verdicts.map((verdict) => verdict.aim))) {
      const ofAim = verdicts.filter((verdict) => verdict.aim === aim);
      const misses = ofAim.filter((verdict) => !verdict.right);
      count(tallies, test.source, aim, misses.length === 0);
      for (const miss of misses) {
        const reason = contradiction(miss, mail);
        if (reason) contradicted.push(`  ${test.id} ${miss.what}: ${reason}`);
      }
      if (verbose && (only('aim') ?? aim) === aim && misses.length > 0) show(test, aim, misses);
    }
  }
  const total = new Map<Aim, Tally>();
  for (const [source, aims] of tallies) {
    print(`${source.padEnd(26)}${[...aims].map(([aim, tally]) => figure(aim, tally)).join('  ')}`);
    for (const [aim, tally] of aims) {
      const sum = total.get(aim) ?? { right: 0, all: 0 };
      total.set(aim, { right: sum.right + tally.right, all: sum.all + tally.all });
    }
  }
  print(`${'all'.padEnd(26)}${[...total].map(([aim, tally]) => figure(aim, tally)).join('  ')}`);
  if (contradicted.length > 0) {
    print(
      `of the misses, these contradict another source or a standard:\n${contradicted.join('\n')}`,
    );
  }
  print(`slowest: ${slowest.id} in ${slowest.ms.toFixed(1)} ms`);
}

async function judge(test: CorpusCase): Promise<{ verdicts: Verdict[]; mail: Explained | null }> {
  const raw = await readFile(test.path);
  if (test.kind !== 'eml') {
    const reply = explainBody(raw, test.kind === 'body_html');
    return { verdicts: compareReply(test, reply), mail: null };
  }
  try {
    const mail = await explainMail(raw);
    const verdicts = [
      ...compareReading(test, mail, await parseMail(raw)),
      ...compareNature(test, mail),
      ...compareReply(test, mail),
      ...compareRef(test, mail),
    ];
    return { verdicts, mail };
  } catch (error) {
    const unread: Verdict = { aim: 'reading', what: 'parses', right: false, actual: String(error) };
    return { verdicts: [unread], mail: null };
  }
}

function count(
  tallies: Map<string, Map<Aim, Tally>>,
  source: string,
  aim: Aim,
  right: boolean,
): void {
  const aims = tallies.get(source) ?? new Map<Aim, Tally>();
  const tally = aims.get(aim) ?? { right: 0, all: 0 };
  aims.set(aim, { right: tally.right + (right ? 1 : 0), all: tally.all + 1 });
  tallies.set(source, aims);
}

function show(test: CorpusCase, aim: Aim, misses: readonly Verdict[]): void {
  print(`MISS ${aim} ${test.id}${test.note ? ` (${test.note})` : ''}`);
  for (const { what, expected, actual } of misses) {
    print(`  ${what}: expected ${JSON.stringify(expected)}`);
    print(`  ${' '.repeat(what.length)}       got ${JSON.stringify(actual)}`);
  }
}

function figure(aim: Aim, { right, all }: Tally): string {
  return `${aim} ${right}/${all} ${((100 * right) / all).toFixed(1)} %`;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

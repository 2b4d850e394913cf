import { explainBills } from './explain/bill.ts';
import { explainClocks } from './explain/clock.ts';
import { explainDeadlines } from './explain/deadline.ts';
import { explainHolidays } from './explain/holidays.ts';
import { explainMails } from './explain/mail.ts';
import { explainBodies } from './explain/reply.ts';
import { UsageError } from './explain/usage-error.ts';

/** `npm run --silent explain -- <subject> …`: what the product would decide, and why. No database. */
type Explanation = (args: readonly string[]) => AsyncIterable<unknown>;

interface Subject {
  readonly usage: string;
  readonly explain: Explanation;
  /** How many words it needs at least; none where it reads standard input. */
  readonly needs: number;
}

const subjects: Readonly<Record<string, Subject>> = {
  mail: { usage: 'mail FILE…', explain: explainMails, needs: 1 },
  reply: { usage: 'reply [--html] FILE…', explain: explainBodies, needs: 1 },
  clock: { usage: 'clock < QUESTIONS.jsonl', explain: explainClocks, needs: 0 },
  holidays: { usage: 'holidays ZONE YEAR', explain: explainHolidays, needs: 2 },
  deadline: { usage: 'deadline < QUESTIONS.jsonl', explain: explainDeadlines, needs: 0 },
  bill: { usage: 'bill < QUESTIONS.jsonl', explain: explainBills, needs: 0 },
};

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const [name = '', ...args] = process.argv.slice(2);
const subject = Object.hasOwn(subjects, name) ? subjects[name] : undefined;

if (!subject || args.filter((arg) => !arg.startsWith('--')).length < subject.needs) {
  const lines = Object.values(subjects).map(
    ({ usage }) => `  npm run --silent explain -- ${usage}`,
  );
  process.stderr.write(`usage:\n${lines.join('\n')}\n`);
  process.exitCode = 2;
} else {
  try {
    for await (const explanation of subject.explain(args)) {
      process.stdout.write(`${JSON.stringify(explanation)}\n`);
    }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

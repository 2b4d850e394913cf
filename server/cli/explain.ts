import { explainMails } from './explain/mail.ts';
import { explainBodies } from './explain/reply.ts';

/** `npm run --silent explain -- <subject> …`: what the product would decide, and why. No database. */
type Explanation = (args: readonly string[]) => AsyncIterable<unknown>;

interface Subject {
  readonly usage: string;
  readonly explain: Explanation;
}

const subjects: Readonly<Record<string, Subject>> = {
  mail: { usage: 'mail FILE…', explain: explainMails },
  reply: { usage: 'reply [--html] FILE…', explain: explainBodies },
};

// A reader that has seen enough (`| head`) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(0);
});

const [name = '', ...args] = process.argv.slice(2);
const subject = Object.hasOwn(subjects, name) ? subjects[name] : undefined;

if (!subject || args.filter((arg) => !arg.startsWith('--')).length === 0) {
  const lines = Object.values(subjects).map(
    ({ usage }) => `  npm run --silent explain -- ${usage}`,
  );
  process.stderr.write(`usage:\n${lines.join('\n')}\n`);
  process.exitCode = 2;
} else {
  for await (const explanation of subject.explain(args)) {
    process.stdout.write(`${JSON.stringify(explanation)}\n`);
  }
}

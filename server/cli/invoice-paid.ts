import { recordPayment } from '../commands/record-payment.ts';
import { asBilling, say } from './billing.ts';

const USAGE = `npm run invoice:paid -- F-2026-001 2026-04-20
Its lines are settled, short of those disputed: run it again once those are decided.`;

/**
 * Writes down that an invoice was paid (D5).
 *
 * @returns the exit code: 0 written down, 1 refused, 2 not understood
 */
async function main([number, paidOn, ...rest]: readonly string[]): Promise<number> {
  if (!number || !paidOn || rest.length > 0) {
    say(USAGE);
    return 2;
  }
  return asBilling(
    (run, actor) => run(recordPayment, actor, { number, paidOn }),
    ({ settled }) => `Invoice ${number} is paid; lines settled: ${settled}.`,
  );
}

process.exitCode = await main(process.argv.slice(2));

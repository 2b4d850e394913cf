import type { Outcome, Refusal } from '../domain/outcome.ts';
import type { Database } from '../store/connect.ts';
import { inTransaction } from '../store/transaction.ts';
import { type Committed, type House, ONE_STATEMENT, type Run } from './command.ts';

/** Two transactions in each other's way: PostgreSQL ended one, which is simply tried again. */
const RETRIED = new Set(['40001', '40P01']);
const ATTEMPTS = 3;

class RolledBack extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.reason);
    this.refusal = refusal;
  }
}

/**
 * Makes the runner that every adapter uses: one command, one transaction, then the news.
 *
 * @param publish hears of what was committed; what it throws is not the command's failure
 */
export function createRunner({
  database,
  clock,
  house,
  publish,
}: {
  database: Database;
  clock: () => Date;
  house: House;
  publish: (committed: Committed) => void;
}): Run {
  return async (command, actor, input) => {
    for (let attempt = 1; ; attempt += 1) {
      const happened: Committed = { events: [], outboundEmailIds: [], caseFileIds: [] };
      try {
        const context = { actor, now: clock(), house, happened };
        const outcome = isOneStatement(command)
          ? await command({ ...context, tx: database }, input)
          : await inTransaction(database, async (tx) => {
              const result = await command({ ...context, tx }, input);
              if (!result.ok) throw new RolledBack(result);
              return result;
            });
        publish(happened);
        return outcome;
      } catch (error) {
        if (error instanceof RolledBack) return error.refusal satisfies Outcome<never>;
        if (attempt < ATTEMPTS && RETRIED.has((error as { code?: string }).code ?? '')) continue;
        throw error;
      }
    }
  };
}

function isOneStatement(command: object): boolean {
  return ONE_STATEMENT in command;
}

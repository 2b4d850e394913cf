import { type Rotated, type RotateInput, rotateSecrets } from '../commands/rotate-secrets.ts';
import { configOrExit } from '../config/or-exit.ts';
import type { Outcome } from '../domain/outcome.ts';
import { sealKeyId } from '../security/seal.ts';
import type { Database } from '../store/connect.ts';
import { countSecretsByKey } from '../store/secrets.ts';
import { withRunner } from './with-runner.ts';

const BATCH = 200;
const SYSTEM = { kind: 'system', name: 'seed' } as const;

/**
 * `npm run vault:rotate`: seals with SECRET what values of SECRET_PREVIOUS sealed, a batch a
 * transaction, beside a running server or not. Exit code 1 where some cannot be opened.
 */
async function main(): Promise<number> {
  const say = (line: string) => process.stdout.write(`${line}\n`);
  const config = configOrExit();
  return withRunner(config, async (run, database) => {
    let sealed = 0;
    for (const previous of config.previousSecrets) {
      for (let after: number | null = 0; after !== null; ) {
        const input: RotateInput = { previous, after, limit: BATCH };
        const outcome: Outcome<Rotated> = await run(rotateSecrets, SYSTEM, input);
        if (!outcome.ok) throw new Error(outcome.reason);
        sealed += outcome.value.sealed;
        after = outcome.value.next;
      }
    }
    const { current, others } = await countKeys(database, config.secret);
    say(`Sealed anew: ${sealed}. Sealed with SECRET: ${current}.`);
    if (others === 0) return 0;
    say(`Sealed with something else: ${others}. Add what SECRET was to SECRET_PREVIOUS.`);
    return 1;
  });
}

async function countKeys(database: Database, secret: string) {
  const counts = await countSecretsByKey(database);
  const current = counts.get(sealKeyId(secret)) ?? 0;
  const all = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { current, others: all - current };
}

process.exitCode = await main();

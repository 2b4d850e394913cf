import type { Command, Run } from '../../commands/command.ts';
import {
  recomputeSuspension,
  tellNotice,
  tellTerminations,
} from '../../commands/sweep-suspensions.ts';
import type { Database } from '../../store/connect.ts';
import { listUntoldNotices } from '../../store/suspension-notices.ts';
import { listDuePasses } from '../../store/suspension-passes.ts';

const SWEEP_ACTOR = { kind: 'system', name: 'sweep' } as const;
const AT_ONCE = 20;
/** Batches of one window or notice in a row; the next sweep takes the rest. */
const IN_A_ROW = 100;

/** Goes on with what a window leaves to do: clocks to derive anew, and people to tell. */
export async function sweepSuspensions(
  database: Database,
  run: Run,
  clock: () => Date,
): Promise<void> {
  await run(tellTerminations, SWEEP_ACTOR, null);
  for (const suspensionId of await listDuePasses(database, clock(), AT_ONCE)) {
    await inBatches(run, recomputeSuspension, { suspensionId });
  }
  for (const noticeId of await listUntoldNotices(database, AT_ONCE)) {
    await inBatches(run, tellNotice, { noticeId });
  }
}

async function inBatches<Input>(
  run: Run,
  command: Command<Input, { more: boolean }>,
  input: Input,
): Promise<void> {
  for (let batch = 0; batch < IN_A_ROW; batch += 1) {
    const outcome = await run(command, SWEEP_ACTOR, input);
    if (!outcome.ok || !outcome.value.more) return;
  }
}

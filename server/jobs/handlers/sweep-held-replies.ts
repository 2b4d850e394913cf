import type { Run } from '../../commands/command.ts';
import { letGoReply } from '../../commands/let-go-reply.ts';
import type { Database } from '../../store/connect.ts';
import { listRepliesToLetGo } from '../../store/held-replies.ts';

/** The next sweep takes the rest. */
const AT_ONCE = 100;
const SWEEP = { kind: 'system', name: 'sweep' } as const;

/** Lets go the replies whose job was lost. */
export async function sweepHeldReplies(database: Database, run: Run, now: Date): Promise<void> {
  const due = await listRepliesToLetGo(database, now, AT_ONCE);
  // one that fails holds none of the others
  const done = await Promise.allSettled(
    due.map((messageId) => run(letGoReply, SWEEP, { messageId })),
  );
  const failed = done.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
}

import type { Run } from '../../server/commands/command.ts';
import { holdMailbox, releaseMailbox } from '../../server/commands/hold-mailbox.ts';
import type { MailboxHolder } from '../../server/store/mailboxes.ts';
import { INTAKE_ACTOR } from '../intake.ts';

/** Seconds that a mailbox stays with a gateway that says nothing more. */
const HELD = 60;
const RENEWED_EVERY = 15;

export type Lease = {
  /** Aborts when the mailbox may have become another's. */
  lost: AbortSignal;
  release(): Promise<void>;
};

/**
 * Takes a mailbox for this gateway and goes on holding it. Renewed four times in its time; when it
 * couldn't be for three quarters of it, it counts as lost before another gateway may take it.
 *
 * @returns null where another gateway has it
 */
export async function takeLease(run: Run, mailbox: MailboxHolder): Promise<Lease | null> {
  const hold = async () => {
    const held = await run(holdMailbox, INTAKE_ACTOR, { ...mailbox, seconds: HELD });
    return held.ok && held.value.held;
  };
  if (!(await hold())) return null;

  const losing = new AbortController();
  let misses = 0;
  let renewing = Promise.resolve();
  const timer = setInterval(() => {
    renewing = hold().then(
      (held) => {
        misses = 0;
        if (!held) losing.abort();
      },
      () => {
        misses += 1;
        if ((misses + 1) * RENEWED_EVERY >= HELD) losing.abort();
      },
    );
  }, RENEWED_EVERY * 1000);
  timer.unref();
  return {
    lost: losing.signal,
    async release() {
      clearInterval(timer);
      await renewing;
      await run(releaseMailbox, INTAKE_ACTOR, mailbox);
    },
  };
}

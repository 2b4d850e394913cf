import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlowError } from 'imapflow';
import type { Run } from '../../server/commands/command.ts';
import { reportMailbox } from '../../server/commands/hold-mailbox.ts';
import type { Mailbox } from '../../server/config.ts';
import type { Log } from '../../server/log.ts';
import type { Database } from '../../server/store/connect.ts';
import { INTAKE_ACTOR, type Intake } from '../intake.ts';
import { type BackOff, waitAfter } from './back-off.ts';
import { takeLease } from './lease.ts';
import { chooseMark } from './mark-taken.ts';
import { type Backlog, createMailboxReader, type Spoilers } from './read-mailbox.ts';
import { openSession, type WatchedMailbox } from './session.ts';

export type Watching = {
  run: Run;
  database: Database;
  wake: Intake['wake'];
  peek: Intake['peek'];
  clock: () => Date;
  log: Log;
  sizeLimit: number;
  /** Names this gateway among others. */
  holder: string;
  pace: Pace;
};

export type Pace = {
  backOff: BackOff;
  /** Milliseconds between two looks at a mailbox that another gateway holds. */
  leaseEvery: number;
  /** Milliseconds after which a mailbox that stays quiet is looked into all the same. */
  lookEvery: number;
};

/** A connection that lasted this long (milliseconds) was a good one: troubles are counted anew. */
const GOOD = 30_000;
/** Less than this waiting is taken before anybody could look. */
const WORTH_TELLING = 100;
const NOTHING: Backlog = { waiting: 0, oldestAt: null };

/** Takes what comes into one mailbox until it is told to stop. Never throws: it tries again. */
export async function watchMailbox(
  mailbox: Mailbox | WatchedMailbox,
  watching: Watching,
  stop: AbortSignal,
): Promise<void> {
  const { run, log, holder, pace } = watching;
  const { name } = mailbox;
  const spoilers: Spoilers = new Map();
  const wait = (milliseconds: number) =>
    sleep(milliseconds, undefined, { signal: stop }).catch(() => {});
  let failures = 0;
  while (!stop.aborted) {
    const lease = await takeLease(run, { name, holder }).catch((error) => {
      log.warn({ mailbox: name, reason: describe(error) }, 'mailbox not held: no database');
      return null;
    });
    if (!lease) {
      await wait(pace.leaseEvery * (0.5 + Math.random() / 2));
      continue;
    }
    const began = performance.now();
    try {
      await readUntil(mailbox, watching, spoilers, AbortSignal.any([stop, lease.lost]));
    } catch (error) {
      if (!stop.aborted) await report(error);
    }
    await lease.release().catch(() => {});
    failures = performance.now() - began > GOOD ? 1 : failures + 1;
    if (!stop.aborted) await wait(waitAfter(failures, pace.backOff, Math.random()));
  }

  async function report(error: unknown): Promise<void> {
    const reason = describe(error);
    log.warn({ mailbox: name, failures, reason }, 'mailbox not read');
    const told = { name, holder, error: reason, backlog: null };
    await run(reportMailbox, INTAKE_ACTOR, told).catch(() => {});
  }
}

async function readUntil(
  mailbox: Mailbox | WatchedMailbox,
  { run, database, wake, peek, clock, sizeLimit, holder, pace }: Watching,
  spoilers: Spoilers,
  end: AbortSignal,
): Promise<void> {
  const { name } = mailbox;
  const session = await openSession(mailbox, end);
  const { client, uidValidity } = session;
  const tell = (backlog: Backlog) =>
    run(reportMailbox, INTAKE_ACTOR, { name, holder, error: null, backlog });
  try {
    const takeNew = createMailboxReader({
      mailbox: { client, name, uidValidity, run, wake, peek, clock },
      database,
      sizeLimit,
      spoilers,
      mark: await chooseMark(client, mailbox.takenFolder),
      tell: async (backlog) => {
        if (backlog.waiting >= WORTH_TELLING) await tell(backlog);
      },
    });
    while (!end.aborted) {
      const over = session.ended();
      if (over) throw over;
      await takeNew();
      await tell(NOTHING);
      await session.news(pace.lookEvery);
    }
  } catch (error) {
    // why the connection ended says more than that a command found none
    throw session.ended() ?? error;
  } finally {
    await session.close();
  }
}

/** What an operator can act upon; never a password, which no server repeats. */
function describe(error: unknown): string {
  const { code, responseText, message } = error as Partial<ImapFlowError>;
  const said = responseText ?? message ?? String(error);
  return `${code ? `${code}: ` : ''}${said}`.replace(/\s+/g, ' ').slice(0, 300);
}

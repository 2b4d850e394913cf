import { setTimeout as sleep } from 'node:timers/promises';
import { listMailbox } from './inbox.ts';
import type { Stage } from './stage.ts';
import type { Desk } from './watch-desk.ts';

/** Milliseconds that what is due is given; a queue's lost jobs come back after half a minute. */
const PATIENCE = 180_000;
const EVERY = 250;

/** Waits until nothing that came in is left to keep or to decide. */
export async function untilDecided({ mailbox }: Stage, desk: Desk, end: AbortSignal) {
  await until('everything is decided', end, async () => {
    const lying = await listMailbox(mailbox).catch(() => null);
    const [row] = await desk.ask(
      `select count(*) filter (where route = 'imap')::int as taken,
              count(*) filter (where outcome is null)::int as undecided from inbound_emails`,
    );
    return lying !== null && row?.undecided === 0 && (row.taken as number) >= lying.size;
  });
}

/**
 * Waits until no mail is due, then turns the clock to when the next one is, until none waits: what a
 * killed worker held, what was put off, and what is owed together at the end of an hour.
 */
export async function untilSent(stage: Stage, desk: Desk, end: AbortSignal): Promise<void> {
  for (let turns = 0; ; turns += 1) {
    const now = () => new Date(Date.now() + stage.minutesPassed() * 60_000);
    await until('what is due is sent', end, async () => {
      const [row] = await desk.ask(
        `select count(*)::int as due from outbound_emails
          where status = 'queued' and next_attempt_at <= $1`,
        [now()],
      );
      return row?.due === 0;
    });
    const [left] = await desk.ask(
      `select (select min(next_attempt_at) from outbound_emails where status = 'queued') as mail,
              (select count(*)::int from acknowledgements where state = 'owed') as owed`,
    );
    const next = left?.mail as Date | null;
    if (next === null && left?.owed === 0 && turns > 0) return;
    const minutes = next ? (next.getTime() - now().getTime()) / 60_000 : 0;
    stage.passMinutes(next ? Math.max(1, Math.ceil(minutes)) : 61);
    // what is due by the new time is noticed by a sweep
    await sleep(next ? 500 : 8_000);
  }
}

async function until(what: string, end: AbortSignal, happened: () => Promise<boolean>) {
  const late = AbortSignal.any([end, AbortSignal.timeout(PATIENCE)]);
  while (!(await happened())) {
    if (late.aborted) throw new Error(`It did not come to this in time: ${what}`);
    await sleep(EVERY);
  }
}

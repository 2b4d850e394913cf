import type { Database } from '../../server/store/connect.ts';
import { listKeptUids } from '../../server/store/mailboxes.ts';
import { batches, type Waiting } from './batches.ts';
import { keepMessage, leaveMessage, type OpenMailbox } from './keep-message.ts';
import { findUnmarked, type Mark, markTaken } from './mark-taken.ts';

/** Fetches that a message may spoil before it is left where it is. */
const SPOILT_FETCHES = 5;
/** Sizes asked for at once. */
const SIZES = 500;

/** How many fetches each message spoilt; the mailbox keeps it from one connection to the next. */
export type Spoilers = Map<number, number>;

/** What waits in a mailbox, and since when the server has had the oldest of it. */
export type Backlog = { waiting: number; oldestAt: Date | null };

/**
 * Takes what an open mailbox holds and nobody took yet, however old: the first time by comparing
 * all of it with what is kept, then whatever comes after the last one seen. Flags are never asked:
 * people read mailboxes too.
 *
 * @param tell hears, now and then, how much is still to be taken
 * @returns a function that takes what came since it was last called
 */
export function createMailboxReader({
  mailbox,
  database,
  sizeLimit,
  spoilers,
  mark,
  tell,
}: {
  mailbox: OpenMailbox;
  database: Database;
  sizeLimit: number;
  spoilers: Spoilers;
  mark: Mark;
  tell: (backlog: Backlog) => Promise<unknown>;
}): () => Promise<void> {
  const { client, name, uidValidity } = mailbox;
  let next: number | null = null;

  return async () => {
    const present = inOrder(
      await client.search(next === null ? { all: true } : { uid: `${next}:*` }, { uid: true }),
    );
    const untaken = next === null ? await withoutKept(present) : from(next, present);
    for (let at = 0; at < untaken.length; at += SIZES) {
      await take(untaken.slice(at, at + SIZES), untaken.length - at);
    }
    next = Math.max(next ?? 1, (present.at(-1) ?? 0) + 1);
  };

  async function withoutKept(present: readonly number[]): Promise<number[]> {
    const range = { uidValidity, from: present[0] ?? 1 };
    const kept = new Set(await listKeptUids(database, name, range));
    // committed just before a fall, so that nobody could mark them
    const here = new Set(present.filter((uid) => kept.has(uid)));
    const late = here.size === 0 ? [] : await findUnmarked(client, mark, here);
    await markTaken(client, mark, late);
    return present.filter((uid) => !kept.has(uid));
  }

  async function take(uids: readonly number[], left: number): Promise<void> {
    const all = await measure(uids);
    await tell({ waiting: left, oldestAt: dateOf(all[0]) });
    const hopeless = all.filter(({ uid }) => (spoilers.get(uid) ?? 0) >= SPOILT_FETCHES);
    for (const message of hopeless) await leave(message, 'not_fetched');
    const waiting = all.filter((message) => !hopeless.includes(message));
    for (const message of waiting.filter(({ size }) => size > sizeLimit)) {
      await leave(message, 'too_large');
    }
    const small = waiting.filter(({ size }) => size <= sizeLimit);
    const missing: Waiting[] = [];
    for (const batch of batches(small, (uid) => spoilers.has(uid))) {
      missing.push(...(await takeTogether(batch)));
    }
    await lookAfter(missing);
  }

  async function measure(uids: readonly number[]): Promise<Waiting[]> {
    const query = { uid: true, size: true, internalDate: true };
    const found = await client.fetchAll(uids.join(','), query, { uid: true });
    return found
      .map(({ uid, size = 0, internalDate }) => ({ uid, size, internalDate }))
      .sort((a, b) => a.uid - b.uid);
  }

  /** @returns the messages that the server didn't hand over */
  async function takeTogether(batch: readonly Waiting[]): Promise<Waiting[]> {
    const left = new Map(batch.map((message) => [message.uid, message]));
    const taken: number[] = [];
    const query = { uid: true, internalDate: true, source: true };
    let keeping = false;
    try {
      for await (const message of client.fetch([...left.keys()].join(','), query, { uid: true })) {
        const { uid, source, internalDate } = message;
        if (!source || source.byteLength === 0 || !left.has(uid)) continue;
        keeping = true;
        await keepMessage(mailbox, { uid, source, internalDate });
        keeping = false;
        left.delete(uid);
        spoilers.delete(uid);
        taken.push(uid);
      }
    } catch (error) {
      if (keeping) throw error;
      const [spoiler] = left.keys();
      if (!client.usable) {
        if (spoiler !== undefined) spoil(spoiler);
        throw error;
      }
    }
    await markTaken(client, mark, taken);
    return [...left.values()];
  }

  /** A message that was not handed over is gone, or is asked for again after a pause. */
  async function lookAfter(missing: readonly Waiting[]): Promise<void> {
    if (missing.length === 0) return;
    const uids = missing.map(({ uid }) => uid);
    const there = new Set((await client.search({ uid: uids.join(',') }, { uid: true })) || []);
    const again = uids.filter((uid) => there.has(uid));
    for (const uid of again) spoil(uid);
    if (again.length > 0) throw new Error(`The server did not hand over ${again.length} messages`);
  }

  function spoil(uid: number): void {
    spoilers.set(uid, (spoilers.get(uid) ?? 0) + 1);
  }

  async function leave(message: Waiting, reason: 'too_large' | 'not_fetched'): Promise<void> {
    try {
      await leaveMessage(mailbox, message, { reason, limitBytes: sizeLimit });
    } catch (error) {
      if (!client.usable) spoil(message.uid);
      throw error;
    }
    spoilers.delete(message.uid);
    await markTaken(client, mark, [message.uid]);
  }
}

function dateOf(message: Waiting | undefined): Date | null {
  const told = new Date(message?.internalDate ?? Number.NaN);
  return Number.isNaN(told.getTime()) ? null : told;
}

function inOrder(found: number[] | false | undefined): number[] {
  if (!found) throw new Error('The server would not list its messages');
  return found.sort((a, b) => a - b);
}

/** `n:*` names the last message even where it comes before n (RFC 3501, 6.4.8). */
function from(next: number, present: readonly number[]): number[] {
  return present.filter((uid) => uid >= next);
}

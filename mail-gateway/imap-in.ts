import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Mailbox } from '../server/config.ts';
import type { KeyRing } from './accounts/key-ring.ts';
import { watchAccounts } from './imap/watch-accounts.ts';
import { type Pace, type Watching, watchMailbox } from './imap/watch-mailbox.ts';

const SECOND = 1000;
const PACE: Pace = {
  backOff: { first: 1 * SECOND, most: 300 * SECOND },
  leaseEvery: 20 * SECOND,
  lookEvery: 60 * SECOND,
};

/** A new account's mailbox is watched so soon. */
const ACCOUNTS_EVERY = 10 * SECOND;

export type MailboxWatch = { close(): Promise<void> };

/**
 * Takes what comes into any number of IMAP mailboxes, each by itself: what goes wrong with one
 * never touches another. A message is marked there once it is committed here; what arrived while
 * nobody looked is found, however old.
 */
export function openMailboxes({
  mailboxes,
  keys = null,
  pace = PACE,
  ...parts
}: Omit<Watching, 'holder' | 'pace'> & {
  mailboxes: readonly Mailbox[];
  /** What signs in to mail accounts, whose mailboxes are then watched too. */
  keys?: Pick<KeyRing, 'signInOf'> | null;
  pace?: Pace & { accountsEvery?: number };
}): MailboxWatch {
  const stopping = new AbortController();
  const holder = `${hostname()}:${process.pid}:${randomUUID().slice(0, 8)}`;
  // named twice, it would be read twice: both would hold it in this gateway's name
  const once = new Map(mailboxes.map((mailbox) => [mailbox.name, mailbox]));
  const watches = [...once.values()].map((mailbox) =>
    watchMailbox(mailbox, { ...parts, holder, pace }, stopping.signal),
  );
  if (keys) {
    const { accountsEvery = ACCOUNTS_EVERY } = pace;
    watches.push(watchAccounts({ ...parts, holder, pace, keys, accountsEvery }, stopping.signal));
  }
  return {
    async close() {
      stopping.abort();
      await Promise.all(watches);
    },
  };
}

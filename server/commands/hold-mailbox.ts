import { accept } from '../domain/outcome.ts';
import {
  holdMailboxRow,
  type MailboxHolder,
  noteMailboxContact,
  releaseMailboxRow,
} from '../store/mailboxes.ts';
import { type Command, inOneStatement } from './command.ts';

/**
 * Takes a mailbox for a while, or goes on holding it, so that two gateways never read one.
 *
 * @param seconds how long it is held unless it is renewed
 */
export const holdMailbox: Command<MailboxHolder & { seconds: number }, { held: boolean }> =
  inOneStatement(async ({ tx, now }, { name, holder, seconds }) => {
    const until = new Date(now.getTime() + seconds * 1000);
    return accept({ held: await holdMailboxRow(tx, { name, holder, now, until }) });
  });

/** Lets a mailbox go. */
export const releaseMailbox: Command<MailboxHolder, null> = inOneStatement(
  async ({ tx }, mailbox) => {
    await releaseMailboxRow(tx, mailbox);
    return accept(null);
  },
);

/** Notes that the mailbox's server answered just now, or what went wrong. */
export const reportMailbox: Command<MailboxHolder & { error: string | null }, null> =
  inOneStatement(async ({ tx, now }, { name, holder, error }) => {
    await noteMailboxContact(tx, { name, holder }, error === null ? { at: now } : { error });
    return accept(null);
  });

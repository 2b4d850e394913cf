import { accept } from '../domain/outcome.ts';
import {
  holdMailboxRow,
  type MailboxHolder,
  type MailboxReport,
  noteMailboxReport,
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

/**
 * Notes that the mailbox's server answered just now and what waits there, or what went wrong; what
 * waited then, still does.
 */
export const reportMailbox: Command<MailboxHolder & MailboxReport, null> = inOneStatement(
  async ({ tx, now }, { name, holder, ...report }) => {
    await noteMailboxReport(tx, { name, holder }, report, now);
    return accept(null);
  },
);

import { createTransport } from 'nodemailer';
import type { MailAccount } from '../../server/domain/mail-account/mail-account.ts';
import type { Trial } from '../../server/domain/mail-account/trial.ts';
import { mailboxOfAccount } from '../imap/account-mailbox.ts';
import { openSession } from '../imap/session.ts';
import { smtpSettingsOf } from '../smtp/account-server.ts';
import type { KeyRing } from './key-ring.ts';
import { readTrialFault } from './trial-fault.ts';

/** Somebody waits for the answer. */
const BUDGET = 20_000;

/** Signs in to each of an account's servers, and says of each what came of it. Changes nothing. */
export async function tryAccount(account: MailAccount, keys: KeyRing): Promise<Trial[]> {
  const trials: Promise<Trial>[] = [];
  if (account.imap) {
    const { host, port } = account.imap;
    trials.push(attempt({ way: 'imap', server: `${host}:${port}` }, () => tryImap(account, keys)));
  }
  if (account.smtp) {
    const { host, port } = account.smtp;
    trials.push(attempt({ way: 'smtp', server: `${host}:${port}` }, () => trySmtp(account, keys)));
  }
  return Promise.all(trials);
}

async function attempt(
  what: Pick<Trial, 'way' | 'server'>,
  sign: () => Promise<number | null>,
): Promise<Trial> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    const error = Object.assign(new Error('No answer in time'), { code: 'ETIMEDOUT' });
    timer = setTimeout(() => reject(error), BUDGET);
  });
  try {
    return { ...what, ok: true, held: await Promise.race([sign(), tooLong]) };
  } catch (error) {
    return { ...what, ok: false, ...readTrialFault(error) };
  } finally {
    clearTimeout(timer);
  }
}

async function tryImap(account: MailAccount, keys: KeyRing): Promise<number> {
  const mailbox = mailboxOfAccount(account, keys);
  if (!mailbox) throw new Error('The account has no mailbox');
  const session = await openSession(mailbox, AbortSignal.timeout(BUDGET));
  const { mailbox: open } = session.client;
  const held = open ? open.exists : 0;
  await session.close();
  return held;
}

async function trySmtp(account: MailAccount, keys: KeyRing): Promise<null> {
  const server = createTransport(await smtpSettingsOf(account, keys));
  try {
    await server.verify();
    return null;
  } finally {
    server.close();
  }
}

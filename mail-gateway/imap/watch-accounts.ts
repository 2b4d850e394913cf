import { setTimeout as sleep } from 'node:timers/promises';
import type { MailAccount } from '../../server/domain/mail-account/mail-account.ts';
import { listWatchedAccounts } from '../../server/store/mail-accounts.ts';
import type { KeyRing } from '../accounts/key-ring.ts';
import { mailboxOfAccount } from './account-mailbox.ts';
import { type Watching, watchMailbox } from './watch-mailbox.ts';

type Watched = { version: number; stop: AbortController; ended: Promise<void> };

/**
 * Watches the mailboxes of accounts: one that is added, changed, connected anew or taken out of use
 * is noticed within seconds.
 *
 * @param accountsEvery milliseconds between two looks at which accounts there are
 * @param stopping ends all of them; resolves once they have ended
 */
export async function watchAccounts(
  {
    keys,
    accountsEvery,
    ...watching
  }: Watching & { keys: Pick<KeyRing, 'signInOf'>; accountsEvery: number },
  stopping: AbortSignal,
): Promise<void> {
  const { database, log } = watching;
  const watched = new Map<number, Watched>();
  while (!stopping.aborted) {
    try {
      follow(await listWatchedAccounts(database));
    } catch (error) {
      // those that are watched go on
      log.warn({ err: error }, 'mail accounts not listed');
    }
    await sleep(accountsEvery, undefined, { signal: stopping }).catch(() => {});
  }
  await Promise.all([...watched.values()].map(({ ended }) => ended));

  function follow(accounts: readonly MailAccount[]): void {
    const wanted = new Map(accounts.map((account) => [account.id, account]));
    for (const [id, { stop }] of watched) if (!wanted.has(id)) stop.abort();
    for (const account of accounts) {
      const version = account.updatedAt.getTime();
      const former = watched.get(account.id);
      if (former?.version === version && !former.stop.signal.aborted) continue;
      former?.stop.abort();
      const stop = new AbortController();
      // the former lets the mailbox go first: both would hold it in this gateway's name
      const ended = (former?.ended ?? Promise.resolve()).then(() => watch(account, stop.signal));
      watched.set(account.id, { version, stop, ended });
    }
  }

  async function watch(account: MailAccount, stop: AbortSignal): Promise<void> {
    const mailbox = mailboxOfAccount(account, keys);
    if (mailbox) await watchMailbox(mailbox, watching, AbortSignal.any([stopping, stop]));
  }
}

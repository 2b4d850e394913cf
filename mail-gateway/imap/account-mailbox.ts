import {
  accountMailboxName,
  type MailAccount,
} from '../../server/domain/mail-account/mail-account.ts';
import { isLoopback } from '../../server/domain/mail-account/secure-place.ts';
import type { KeyRing } from '../accounts/key-ring.ts';
import type { WatchedMailbox } from './session.ts';

/** The mailbox of an account, null where it has none: its secrets are asked for at each connection. */
export function mailboxOfAccount(
  account: MailAccount,
  keys: Pick<KeyRing, 'signInOf'>,
): WatchedMailbox | null {
  if (!account.imap) return null;
  return {
    ...account.imap,
    name: accountMailboxName(account),
    user: account.userName,
    insistOnTls: !account.imap.tls && !isLoopback(account.imap.host),
    signIn: (refused) => keys.signInOf(account, refused),
  };
}

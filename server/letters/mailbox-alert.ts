import type { MailboxState } from '../domain/mail/mailbox-health.ts';
import type { Letter, Recipient } from './letter.ts';

/** Tells those who keep the helpdesk that a mailbox is not read, or is read again. */
export function mailboxAlertLetter(
  to: Recipient,
  facts: {
    news: 'trouble' | 'recovered';
    state: MailboxState;
    mailbox: string;
    since: Date;
    waiting: number;
    /** In the server's own words. */
    error: string | null;
    url: string;
    providerName: string;
  },
): Letter {
  const { news, ...told } = facts;
  return {
    name: news === 'trouble' ? 'mailbox_trouble' : 'mailbox_recovered',
    to,
    automatic: true,
    model: { ...told },
  };
}

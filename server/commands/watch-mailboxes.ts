import { mailboxNews, mailboxState, troubleSince } from '../domain/mail/mailbox-health.ts';
import { accept, refuse } from '../domain/outcome.ts';
import { mailboxAlertLetter } from '../letters/mailbox-alert.ts';
import {
  listMailboxHealth,
  lockMailbox,
  type MailboxHealth,
  missUnheldMailboxes,
  setMailboxAlerted,
} from '../store/mailbox-health.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { listStaff } from '../store/users.ts';
import type { Command, CommandContext } from './command.ts';
import { postLetter, recipientOf } from './post-letter.ts';

/**
 * Tells administrators and managers of mailboxes that are out of contact or behind, once, and once
 * again when they are not any more. The worker asks, not the gateway: a gateway that is gone says
 * nothing.
 *
 * @param mailboxes the names of those that the environment names
 */
export const watchMailboxes: Command<{ mailboxes: readonly string[] }, { told: number }> = async (
  context,
  { mailboxes },
) => {
  const { actor, tx, now } = context;
  if (actor.kind !== 'system') return refuse('forbidden');
  await missUnheldMailboxes(tx, mailboxes, now);
  let told = 0;
  for (const mailbox of await listMailboxHealth(tx, mailboxes)) {
    const news = mailboxNews(mailbox, now);
    if (news === null || !(await lockMailbox(tx, mailbox.name))) continue;
    await setMailboxAlerted(tx, mailbox.name, news === 'trouble' ? now : null);
    await tell(context, mailbox, news);
    told += 1;
  }
  return accept({ told });
};

async function tell(
  context: CommandContext,
  mailbox: MailboxHealth,
  news: 'trouble' | 'recovered',
): Promise<void> {
  const { tx, now, house } = context;
  const [staff, { name: providerName }] = await Promise.all([listStaff(tx), loadProvider(tx)]);
  const state = mailboxState(mailbox, now);
  const keepers = staff.filter(({ roles }) =>
    roles.some((role) => role === 'administrator' || role === 'manager'),
  );
  for (const user of keepers) {
    const letter = mailboxAlertLetter(recipientOf(user), {
      news,
      state,
      mailbox: mailbox.address ?? mailbox.name,
      since: troubleSince(mailbox, state) ?? now,
      waiting: mailbox.waiting,
      error: mailbox.lastError,
      url: `${house.publicUrl}/admin/mailboxes`,
      providerName,
    });
    await postLetter(context, letter, { id: await nextOutboundEmailId(tx), ticket: null });
  }
}

import type { BounceReport } from '../domain/mail/recognise.ts';
import { listWrittenTo } from '../store/outbound-emails.ts';
import { markUnreachable } from '../store/unreachable-addresses.ts';
import type { CommandContext } from './command.ts';

/**
 * A hard bounce marks the address that it came from, where the ticket's mails went there: nobody
 * else's address can be marked by sending a bounce. A bounce that names nobody speaks of whom the
 * mails were for that it returns.
 */
export async function markBounced(
  { tx, now }: CommandContext,
  {
    ticketId,
    inboundEmailId,
    concerns,
    bounce: { recipients, status },
  }: {
    ticketId: number;
    inboundEmailId: number;
    /** The Message-IDs of the mails that came back. */
    concerns: readonly string[];
    bounce: BounceReport;
  },
): Promise<void> {
  const named = recipients.map((address) => address.toLowerCase());
  const written = await listWrittenTo(tx, ticketId, { addresses: named, messageIds: concerns });
  for (const address of written) {
    await markUnreachable(tx, { address, since: now, status, cause: { inboundEmailId } });
  }
}

import { accept } from '../domain/outcome.ts';
import { insertInboundEmail, type NewInboundEmail } from '../store/inbound-emails.ts';
import { inOneStatement } from './command.ts';

/**
 * Keeps a raw message before anything is decided about it; only then may the gateway say 250, or
 * flag it. `id` is null where this UID of this mailbox is kept already.
 */
export const recordInboundEmail = inOneStatement<NewInboundEmail, { id: number | null }>(
  async ({ tx, now }, email) => accept({ id: await insertInboundEmail(tx, email, now) }),
);

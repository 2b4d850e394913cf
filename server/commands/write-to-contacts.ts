import type { Provider } from '../domain/provider/provider.ts';
import type { Letter, Recipient } from '../letters/letter.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { listContactsToTell } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import { postLetter, recipientOf } from './post-letter.ts';

/** Writes to each of a customer's people who can be written to, in a letter of its own. */
export async function writeToContacts(
  context: CommandContext,
  customerId: number,
  write: (to: Recipient, provider: Provider) => Letter,
): Promise<void> {
  const { tx } = context;
  const [provider, contacts] = await Promise.all([
    loadProvider(tx),
    listContactsToTell(tx, customerId),
  ]);
  for (const contact of contacts) {
    const id = await nextOutboundEmailId(tx);
    await postLetter(context, write(recipientOf(contact), provider), { id, ticket: null });
  }
}

import { accept } from '../domain/outcome.ts';
import { readAddress } from '../domain/user/email-address.ts';
import { accountLetter } from '../letters/account.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import { findUserByEmail } from '../store/users.ts';
import { sendAccountLink } from './account-link.ts';
import type { Command } from './command.ts';
import { addContact, type ContactDetails } from './contact.ts';
import { postLetter, recipientOf } from './post-letter.ts';

/**
 * Somebody registers. Whatever is known of the address, the answer is the same, and only its
 * owner learns more, by mail: a link that proves the address and lets it choose a password, or a
 * reminder that the account exists.
 */
export const register: Command<ContactDetails, null> = async (context, details) => {
  const { tx, house } = context;
  const email = readAddress(details.email);
  if (!email.ok) return email;
  const known = await findUserByEmail(tx, email.value);
  if (!known) {
    const added = await addContact(context, details, { confirmed: false });
    if (!added.ok) return added;
    await sendAccountLink(context, added.value, 'confirm');
  } else if (known.passwordHash === null && known.disabledAt === null) {
    await sendAccountLink(context, known, 'confirm');
  } else {
    const [provider, id] = await Promise.all([loadProvider(tx), nextOutboundEmailId(tx)]);
    const letter = accountLetter('address_known', recipientOf(known), {
      providerName: provider.name,
      url: `${house.publicUrl}/password/forgotten`,
      validHours: 0,
    });
    await postLetter(context, letter, { id, ticket: null });
  }
  return accept(null);
};

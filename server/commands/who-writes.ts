import { randomUUID } from 'node:crypto';
import { withoutLinks } from '../domain/text-field.ts';
import { nobodyAddress } from '../domain/user/nobody.ts';
import type { Locale } from '../domain/user/role.ts';
import type { Recipient } from '../letters/letter.ts';
import { loadProvider } from '../store/settings.ts';
import { findUserByEmail, insertStranger } from '../store/users.ts';
import type { CommandContext } from './command.ts';
import { recipientOf } from './post-letter.ts';

/** Who wrote by a public form, and whose customer it is. */
export type Writer = Recipient & { userId: number; customerId: number };

/**
 * The contact whose address it is, else a stranger whom somebody has yet to confirm. A colleague's
 * address opens nothing, as by mail, and tells nobody so: what it sends is taken in like something
 * without an address.
 */
export async function whoWrites(
  { tx, now }: CommandContext,
  { name, email }: { name: string; email: string | null },
  locale: Locale,
): Promise<{ writer: Writer; reachable: boolean }> {
  const known = email === null ? null : await findUserByEmail(tx, email);
  if (known && known.customerId !== null) {
    const { id: userId, customerId } = known;
    return { writer: { ...recipientOf(known), userId, customerId }, reachable: true };
  }
  const reachable = email !== null && known === null;
  const address = reachable ? email : nobodyAddress(randomUUID());
  const { timeZone } = await loadProvider(tx);
  const stranger = { name: withoutLinks(name), email: address, locale, timeZone };
  const added = await insertStranger(tx, { ...stranger, createdAt: now });
  // the same stranger's other form is taken in at this moment: trying again finds the contact
  if (!added) throw Object.assign(new Error('The writer was added meanwhile'), { code: '40001' });
  return { writer: { ...stranger, address, ...added }, reachable };
}

import { forceMajeureTerminationAt } from '../domain/suspension/termination.ts';
import { suspensionLetter } from '../letters/suspension.ts';
import { nextOutboundEmailId } from '../store/outbound-emails.ts';
import { loadProvider } from '../store/settings.ts';
import {
  type Addressee,
  insertLetter,
  listAddressees,
  listTold,
  type Notice,
  setToldAfter,
} from '../store/suspension-notices.ts';
import type { Window } from '../store/suspension-windows.ts';
import type { CommandContext } from './command.ts';
import { postLetter } from './post-letter.ts';

/** Letters written in one transaction. */
export const LETTERS_AT_ONCE = 200;

/**
 * Writes to the next of those whom a notice concerns, each in its language and its zone, and keeps
 * how far that got; nobody is told twice. The notice is held by the caller.
 *
 * @returns whether there are more
 */
export async function tellNext(
  context: CommandContext,
  window: Pick<Window, 'id' | 'cause'>,
  notice: Notice,
): Promise<boolean> {
  const { tx, house } = context;
  const batch = { suspensionId: window.id, after: notice.toldAfter ?? 0, limit: LETTERS_AT_ONCE };
  const addressees = await listAddressees(tx, batch);
  const userIds = addressees.map(({ id }) => id);
  const [told, provider] = await Promise.all([listTold(tx, notice.id, userIds), loadProvider(tx)]);
  const tell = async (addressee: Addressee) => {
    const outboundEmailId = await nextOutboundEmailId(tx);
    const { id: userId, name, email: address, locale, timeZone, services } = addressee;
    const letter = suspensionLetter({ userId, name, address, locale, timeZone }, notice, {
      cause: window.cause,
      services,
      provider,
      terminationAt: forceMajeureTerminationAt(notice.startsAt, provider.timeZone),
      url: `${house.publicUrl}/maintenance`,
    });
    const { cause } = window;
    const told = await postLetter(context, letter, { id: outboundEmailId, ticket: null, cause });
    if (told) await insertLetter(tx, { noticeId: notice.id, userId, outboundEmailId });
  };
  await Promise.all(addressees.filter(({ id }) => !told.has(id)).map(tell));
  const more = addressees.length === LETTERS_AT_ONCE;
  await setToldAfter(tx, notice.id, more ? (userIds.at(-1) ?? null) : null);
  return more;
}

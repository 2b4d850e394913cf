import { judgeDkimRecord } from '../domain/mail/dkim-record.ts';
import { accept, type RefusalReason, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { makeDkimKey } from '../security/dkim-key.ts';
import { deleteDkimKey, enableDkimKey, insertDkimKey, lockDkimKey } from '../store/dkim-keys.ts';
import { listMailAccounts } from '../store/mail-accounts.ts';
import type { Command } from './command.ts';

type Named = { domain: string; selector: string };

/**
 * Makes a key for a domain that we send from. It signs nothing until its record is found: mails
 * signed with a key that nobody can read would be worse than unsigned ones.
 */
export const makeSigningKey: Command<{ domain: string }, Named> = async (
  { tx, actor, now, house },
  { domain },
) => {
  if (!may(actor, 'edit_mail_accounts')) return refuse('forbidden');
  const accounts = await listMailAccounts(tx);
  const addresses = [house.mailAddress, ...accounts.map(({ address }) => address)];
  if (!sendingDomains(addresses).includes(domain)) return refuse('not_found');
  const key = await makeDkimKey(house.secret, domain);
  await insertDkimKey(tx, { domain, createdAt: now, ...key });
  return accept({ domain, selector: key.selector });
};

/**
 * Signs with a key from now on, where its record says what it should.
 *
 * @param records what DNS answered at its name: the adapter asked
 */
export const enableSigningKey: Command<Named & { records: readonly string[] }, null> = async (
  { tx, actor, now },
  { domain, selector, records },
) => {
  if (!may(actor, 'edit_mail_accounts')) return refuse('forbidden');
  const key = await lockDkimKey(tx, { domain, selector });
  if (!key) return refuse('not_found');
  const state = judgeDkimRecord(records, key.publicKey);
  if (state !== 'found') return refuse(NOT_FOUND[state]);
  await enableDkimKey(tx, key, now);
  return accept(null);
};

const NOT_FOUND = {
  absent: 'dkim_record_absent',
  different: 'dkim_record_different',
  revoked: 'dkim_record_different',
} as const satisfies Record<string, RefusalReason>;

/** Signs with a key no longer, and forgets it. */
export const dropSigningKey: Command<Named, null> = async ({ tx, actor }, named) => {
  if (!may(actor, 'edit_mail_accounts')) return refuse('forbidden');
  const key = await lockDkimKey(tx, named);
  if (!key) return refuse('not_found');
  await deleteDkimKey(tx, key);
  return accept(null);
};

/** The domains of these addresses, each once, in their order. */
export function sendingDomains(addresses: readonly string[]): string[] {
  const domains = addresses.map((address) =>
    address.slice(address.lastIndexOf('@') + 1).toLowerCase(),
  );
  return [...new Set(domains)];
}

import type { AccountSecret } from '../../server/domain/mail-account/mail-account.ts';
import { unseal } from '../../server/security/seal.ts';
import type { Database } from '../../server/store/connect.ts';
import { listAccountSecrets } from '../../server/store/mail-account-secrets.ts';

export type OpenedSecret = { text: string; expiresAt: Date | null };
export type OpenSecrets = (accountId: number) => Promise<Map<AccountSecret, OpenedSecret>>;

/**
 * Opens what signs in to mail accounts, when it is needed and no sooner.
 *
 * @param keys the installation's secret, then what it was before
 * @returns a function that tells an account's secrets; one that doesn't open is left out
 */
export function openSecretsWith(database: Database, keys: readonly string[]): OpenSecrets {
  return async (accountId) => {
    const opened = new Map<AccountSecret, OpenedSecret>();
    for (const { name, sealed, expiresAt } of await listAccountSecrets(database, accountId)) {
      const text = unseal(keys, { mailAccountId: accountId, secret: name }, sealed);
      if (text !== null) opened.set(name, { text, expiresAt });
    }
    return opened;
  };
}

import type { GivenTokens } from '../../server/commands/account-tokens.ts';
import type { MailAccount } from '../../server/domain/mail-account/mail-account.ts';
import type { Trial } from '../../server/domain/mail-account/trial.ts';
import { askTokens } from '../oauth/token-endpoint.ts';
import { createKeyRing, type KeyRingParts } from './key-ring.ts';
import { openSecretsWith } from './open-secrets.ts';
import { readTrialFault } from './trial-fault.ts';
import { tryAccount } from './try-account.ts';

/** What pages ask of the servers of mail accounts. */
export function createAccountDoor(parts: KeyRingParts) {
  const keys = createKeyRing(parts);
  const openSecrets = openSecretsWith(parts.database, parts.keys);
  return {
    tryAccount: (account: MailAccount): Promise<Trial[]> => tryAccount(account, keys),

    /** Gives a consent's code for tokens; says why where it gets none. */
    async exchangeCode(
      { id, oauth }: MailAccount,
      consent: { code: string; verifier: string; redirectUri: string },
    ): Promise<{ ok: true; tokens: GivenTokens } | { ok: false; said: string }> {
      if (!oauth) return { ok: false, said: '' };
      try {
        const secret = (await openSecrets(id)).get('client_secret')?.text ?? null;
        const request = { grant: 'authorization_code', ...consent } as const;
        return { ok: true, tokens: await askTokens(oauth, secret, request) };
      } catch (error) {
        return { ok: false, said: readTrialFault(error).said };
      }
    },
  };
}

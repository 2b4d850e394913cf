import { accept, refuse } from '../domain/outcome.ts';
import { seal, sealKeyId, unseal } from '../security/seal.ts';
import { replaceMailSeal, takeMailSealsWith } from '../store/mail-seals.ts';
import { replaceSeal, takeSecretsSealedWith } from '../store/secrets.ts';
import type { Command, CommandContext } from './command.ts';

/** `next`: where to go on from; null at the end. */
export type Rotated = { sealed: number; unreadable: number; next: number | null };
export type RotateInput = { previous: string; after: number; limit: number };

/**
 * Seals anew, with the installation's present secret, a batch of what a previous one sealed. Asked
 * again it goes on; beside a running server, a secret that is wiped meanwhile stays wiped.
 */
export const rotateSecrets: Command<RotateInput, Rotated> = async (
  { actor, tx, house },
  { previous, after, limit },
) => {
  if (actor.kind !== 'system') return refuse('forbidden');
  const keyId = sealKeyId(previous);
  if (keyId === sealKeyId(house.secret)) return accept({ sealed: 0, unreadable: 0, next: null });
  const taken = await takeSecretsSealedWith(tx, keyId, { after, limit });
  let unreadable = 0;
  for (const { id, ticketId, sealed } of taken) {
    const place = { ticketId, secretId: id };
    const text = unseal([previous], place, sealed);
    if (text === null) unreadable += 1;
    else await replaceSeal(tx, id, seal(house.secret, place, text));
  }
  const next = taken.length < limit ? null : (taken.at(-1)?.id ?? null);
  // what signs in to mail accounts and signs mails is as little as they are: it is one batch
  const mail = after === 0 ? await rotateMailSeals({ tx, house }, previous) : NOTHING;
  const sealed = taken.length - unreadable + mail.sealed;
  return accept({ sealed, unreadable: unreadable + mail.unreadable, next });
};

const NOTHING = { sealed: 0, unreadable: 0 };

async function rotateMailSeals(
  { tx, house }: Pick<CommandContext, 'tx' | 'house'>,
  previous: string,
): Promise<{ sealed: number; unreadable: number }> {
  const done = { ...NOTHING };
  for (const { place, sealed } of await takeMailSealsWith(tx, sealKeyId(previous))) {
    const text = unseal([previous], place, sealed);
    if (text === null) done.unreadable += 1;
    else {
      await replaceMailSeal(tx, place, seal(house.secret, place, text));
      done.sealed += 1;
    }
  }
  return done;
}

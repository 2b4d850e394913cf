import { accept, refuse } from '../domain/outcome.ts';
import { seal, sealKeyId, unseal } from '../security/seal.ts';
import { replaceSeal, takeSecretsSealedWith } from '../store/secrets.ts';
import type { Command } from './command.ts';

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
  return accept({ sealed: taken.length - unreadable, unreadable, next });
};

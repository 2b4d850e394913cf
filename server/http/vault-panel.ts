import { mayOpenVault } from '../commands/vault-right.ts';
import { isEnded } from '../domain/ticket/status.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { secretRow } from '../presenters/vault-view.ts';
import { listSecrets } from '../store/secrets.ts';
import { emptyForm } from '../views/models/common.ts';
import type { SecretForm, VaultPanel } from '../views/models/vault.ts';
import type { HttpDeps } from './deps.ts';
import { typed } from './forms.ts';

/** A ticket's vault as its reader sees it: labels for who may open it, nothing of what they hold. */
export async function loadVault(
  { database, secret, previousSecrets }: HttpDeps,
  reader: UserActor,
  ticket: Ticket,
  {
    filled = true,
    form = emptyForm(),
  }: {
    /** False where its history tells of no secret: nothing is asked of the database then. */
    filled?: boolean;
    form?: SecretForm | undefined;
  } = {},
): Promise<VaultPanel> {
  const own = reader.customerId !== null;
  const secrets = filled ? await listSecrets(database, ticket.id) : [];
  // most vaults are empty: there is nothing to ask a right for
  const free = own || secrets.length === 0;
  const open = free || (await mayOpenVault(database, reader, ticket.customerId));
  const keys = open ? [secret, ...previousSecrets] : null;
  return {
    number: ticket.number,
    secrets: secrets.map((kept) => secretRow(kept, keys)),
    open,
    ended: isEnded(ticket.status),
    form,
  };
}

/** What was typed of a credential. What comes back in a refused form holds no secret. */
export function typedSecret(request: Parameters<typeof typed>[0]) {
  const words = typed(request, ['label', 'login', 'secret', 'note']);
  return { words, given: { ...words, secret: '' } };
}

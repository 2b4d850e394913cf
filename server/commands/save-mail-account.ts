import { ACCOUNT_SECRETS, type MailAccount } from '../domain/mail-account/mail-account.ts';
import {
  type ReadAccount,
  readAccount,
  type TypedAccount,
} from '../domain/mail-account/read-account.ts';
import { leadsElsewhere } from '../domain/mail-account/secure-place.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { may } from '../domain/user/permission.ts';
import { dropAccountSecrets, listAccountSecrets } from '../store/mail-account-secrets.ts';
import {
  accountsInTheWay,
  enableMailAccount,
  insertMailAccount,
  lockMailAccount,
  updateMailAccount,
} from '../store/mail-accounts.ts';
import { findTeam } from '../store/teams.ts';
import { findUserByEmail } from '../store/users.ts';
import { sealAccountSecret } from './account-secret.ts';
import type { Command, CommandContext } from './command.ts';

export type SaveMailAccountInput = TypedAccount & {
  /** Null for a new one. */
  accountId: number | null;
  /** Empty to keep what there is. */
  password: string;
  client_secret: string;
};

/**
 * Records an address of the provider's besides the environment's: where its mail is taken from,
 * where it leaves, and what signs in there. Where it then leads elsewhere, what signed in before is
 * forgotten and asked for again.
 */
export const saveMailAccount: Command<SaveMailAccountInput, { accountId: number }> = async (
  context,
  input,
) => {
  const { actor, tx, now } = context;
  if (!may(actor, 'edit_mail_accounts')) return refuse('forbidden');
  const before = input.accountId === null ? null : await lockMailAccount(tx, input.accountId);
  if (input.accountId !== null && !before) return refuse('not_found');
  const read = readAccount(input);
  if (!read.ok) return read;
  const teamId = input.team === '' ? null : Number(input.team);
  const free = await refuseTaken(context, read.value, { teamId, before });
  if (!free.ok) return free;
  const elsewhere = before !== null && leadsElsewhere(before, read.value);
  const secrets = await checkSecrets(context, read.value, { input, before, elsewhere });
  if (!secrets.ok) return secrets;

  const facts = { ...read.value, teamId };
  const id = before?.id ?? (await insertMailAccount(tx, facts, now));
  if (id === null) return refuse('address_taken', { field: 'address' });
  if (before) await updateMailAccount(tx, id, facts, now);
  if (elsewhere) await dropAccountSecrets(tx, id, ACCOUNT_SECRETS);
  if (secrets.value) await sealAccountSecret(context, id, secrets.value);
  return accept({ accountId: id });
};

/** Takes an account out of use, or back into it. Its tickets go on by another address meanwhile. */
export const setMailAccountUse: Command<{ accountId: number; enabled: boolean }, null> = async (
  { actor, tx, now },
  { accountId, enabled },
) => {
  if (!may(actor, 'edit_mail_accounts')) return refuse('forbidden');
  const account = await lockMailAccount(tx, accountId);
  if (!account) return refuse('not_found');
  if (account.enabled === enabled) return refuse('unchanged');
  await enableMailAccount(tx, accountId, enabled, now);
  return accept(null);
};

async function refuseTaken(
  { tx, house }: CommandContext,
  { address }: ReadAccount,
  { teamId, before }: { teamId: number | null; before: MailAccount | null },
): Promise<Outcome<null>> {
  const taken = await accountsInTheWay(tx, { id: before?.id ?? null, address, teamId });
  if (taken.address || address === house.mailAddress.toLowerCase()) {
    return refuse('address_taken', { field: 'address' });
  }
  // what somebody writes from an address of ours is our own mail coming back
  if (await findUserByEmail(tx, address)) return refuse('email_taken', { field: 'address' });
  if (taken.team) return refuse('team_taken', { field: 'team' });
  if (teamId !== null && !(Number.isSafeInteger(teamId) && (await findTeam(tx, teamId)))) {
    return refuse('invalid_choice', { field: 'team' });
  }
  return accept(null);
}

type Secret = { name: 'password' | 'client_secret'; text: string };

/** The secret to keep, null where the former goes on, or the field where one is missing. */
async function checkSecrets(
  { tx }: CommandContext,
  { auth, oauth }: ReadAccount,
  {
    input,
    before,
    elsewhere,
  }: { input: SaveMailAccountInput; before: MailAccount | null; elsewhere: boolean },
): Promise<Outcome<Secret | null>> {
  const name = auth === 'password' ? 'password' : 'client_secret';
  const text = input[name];
  if (text.length > 2000) return refuse('too_long', { field: name, details: { max: 2000 } });
  if (text !== '') return accept({ name, text });
  const kept = before && !elsewhere ? await listAccountSecrets(tx, before.id) : [];
  const owed = auth === 'password' || oauth?.grant === 'client_credentials';
  const missing = owed && !kept.some((secret) => secret.name === name);
  // a public client has no secret: the consent's own proof (PKCE) stands for it
  return missing ? refuse('required', { field: name }) : accept(null);
}

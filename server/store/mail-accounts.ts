import { z } from 'zod';
import type { MailboxSeen } from '../domain/mail-account/account-state.ts';
import {
  ACCOUNT_AUTHS,
  accountMailboxName,
  type MailAccount,
} from '../domain/mail-account/mail-account.ts';
import { OAUTH_GRANTS, OAUTH_PROVIDERS } from '../domain/mail-account/oauth.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

const oauthValue = z.object({
  provider: z.enum(OAUTH_PROVIDERS),
  grant: z.enum(OAUTH_GRANTS),
  clientId: z.string(),
  tenant: z.string().nullable(),
  authorizeUrl: z.string().nullable(),
  tokenUrl: z.string().nullable(),
  scopes: z.array(z.string()).nullable(),
});

const accountRow = z
  .object({
    id: z.number(),
    address: z.string(),
    sender_name: z.string(),
    team_id: z.number().nullable(),
    imap_host: z.string().nullable(),
    imap_port: z.number().nullable(),
    imap_tls: z.boolean().nullable(),
    imap_folder: z.string().nullable(),
    smtp_host: z.string().nullable(),
    smtp_port: z.number().nullable(),
    smtp_tls: z.boolean().nullable(),
    user_name: z.string(),
    auth: z.enum(ACCOUNT_AUTHS),
    oauth: oauthValue.nullable(),
    oauth_error: z.string().nullable(),
    enabled: z.boolean(),
    created_at: z.date(),
    updated_at: z.date(),
  })
  .transform(
    (row): MailAccount => ({
      id: row.id,
      address: row.address,
      senderName: row.sender_name,
      teamId: row.team_id,
      imap:
        row.imap_host === null
          ? null
          : {
              host: row.imap_host,
              port: row.imap_port ?? 993,
              tls: row.imap_tls ?? true,
              folder: row.imap_folder ?? 'INBOX',
            },
      smtp:
        row.smtp_host === null
          ? null
          : { host: row.smtp_host, port: row.smtp_port ?? 587, tls: row.smtp_tls ?? false },
      userName: row.user_name,
      auth: row.auth,
      oauth: row.oauth,
      oauthError: row.oauth_error,
      enabled: row.enabled,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    }),
  );

/** What an administrator decides of an account. */
export type AccountFacts = Pick<
  MailAccount,
  'address' | 'senderName' | 'teamId' | 'imap' | 'smtp' | 'userName' | 'auth' | 'oauth'
>;

/** Every account, by address. They are as few as a provider's teams. */
export async function listMailAccounts(db: Db): Promise<MailAccount[]> {
  return decodeRows(accountRow, await db('mail_accounts').orderBy('address'));
}

/** What each account's mailbox was last found to be, by the account's id. */
export async function listAccountMailboxes(db: Db): Promise<Map<number, MailboxSeen>> {
  const { rows } = await db.raw(
    `select a.id, m.last_contact_at, m.last_error
       from mail_accounts a join mailboxes m on m.name = 'account:' || a.id`,
  );
  return new Map(
    rows.map((row: { id: number; last_contact_at: Date | null; last_error: string | null }) => [
      row.id,
      { lastContactAt: row.last_contact_at, lastError: row.last_error },
    ]),
  );
}

/** The accounts whose mailbox is to be watched. */
export async function listWatchedAccounts(db: Db): Promise<MailAccount[]> {
  const query = db('mail_accounts').where({ enabled: true }).whereNotNull('imap_host');
  return decodeRows(accountRow, await query.orderBy('id'));
}

export async function findMailAccount(db: Db, id: number): Promise<MailAccount | null> {
  return decodeFirst(accountRow, await db('mail_accounts').where({ id }).limit(1));
}

/** Holds the account until the transaction ends. */
export async function lockMailAccount(db: Db, id: number): Promise<MailAccount | null> {
  return decodeFirst(accountRow, await db('mail_accounts').where({ id }).forUpdate().limit(1));
}

/** Whether another account has this address, or serves this team. */
export async function accountsInTheWay(
  db: Db,
  { id, address, teamId }: { id: number | null; address: string; teamId: number | null },
): Promise<{ address: boolean; team: boolean }> {
  const query = db('mail_accounts')
    .where((taken) => {
      taken.where({ address });
      if (teamId !== null) taken.orWhere({ team_id: teamId });
    })
    .select('address');
  if (id !== null) query.whereNot({ id });
  const rows: { address: string }[] = await query;
  return {
    address: rows.some((row) => row.address === address),
    team: rows.some((row) => row.address !== address),
  };
}

/** @returns null where another account has the address or the team */
export async function insertMailAccount(
  db: Db,
  facts: AccountFacts,
  now: Date,
): Promise<number | null> {
  const rows = await db('mail_accounts')
    .insert({ ...columns(facts), created_at: now, updated_at: now })
    .onConflict()
    .ignore()
    .returning('id');
  return rows[0]?.id ?? null;
}

/** Writes what an administrator changed; what its token endpoint said before counts no more. */
export async function updateMailAccount(
  db: Db,
  id: number,
  facts: AccountFacts,
  now: Date,
): Promise<void> {
  await db('mail_accounts')
    .where({ id })
    .update({ ...columns(facts), ...ANEW, updated_at: now });
  await forgetTrouble(db, id);
}

export async function enableMailAccount(
  db: Db,
  id: number,
  enabled: boolean,
  now: Date,
): Promise<void> {
  await db('mail_accounts')
    .where({ id })
    .update({ enabled, ...ANEW, updated_at: now });
  await forgetTrouble(db, id);
}

/** Notes that the account was connected anew: whoever uses it begins again. */
export async function noteAccountConnected(db: Db, id: number, now: Date): Promise<void> {
  await db('mail_accounts')
    .where({ id })
    .update({ ...ANEW, updated_at: now });
  await forgetTrouble(db, id);
}

/** What its mailbox last failed with is of before: the next attempt tells. */
async function forgetTrouble(db: Db, id: number): Promise<void> {
  await db('mailboxes')
    .where({ name: accountMailboxName({ id }) })
    .update({ last_error: null, failing_since: null });
}

const ANEW = { oauth_error: null, refreshing_until: null };

/**
 * Takes the right to ask for a new access token, until `until`: of several processes, one asks,
 * since a refresh token may be good for one use only. The row decides between them.
 */
export async function leaseTokenRefresh(
  db: Db,
  id: number,
  { now, until }: { now: Date; until: Date },
): Promise<boolean> {
  const changed = await db('mail_accounts')
    .where({ id })
    .where((free) => free.whereNull('refreshing_until').orWhere('refreshing_until', '<=', now))
    .update({ refreshing_until: until });
  return changed === 1;
}

/**
 * Ends a lease that is still one's own.
 *
 * @param refused what the endpoint refused with, and until when nobody asks again; null where it
 * gave a token
 * @returns false where the account was connected or changed meanwhile
 */
export async function endTokenRefresh(
  db: Db,
  id: number,
  lease: Date,
  refused: { error: string | null; until: Date } | null,
): Promise<boolean> {
  const changed = await db('mail_accounts')
    .where({ id, refreshing_until: lease })
    .update({ refreshing_until: refused?.until ?? null, oauth_error: refused?.error ?? null });
  return changed === 1;
}

/** By which of our addresses a mail leaves; null is the environment's. */
export type SenderAccount = Pick<MailAccount, 'id' | 'address'>;

/**
 * The address that a ticket's mails leave by (`:ticketId`): the one it came to, else its assignee's
 * team's. Disabled ones are passed over.
 */
export const TICKET_SENDER = `
  select a.id, a.address
    from tickets t
    left join users u on u.id = t.assignee_id
    join mail_accounts a on a.enabled and (a.id = t.mail_account_id or a.team_id = u.team_id)
   where t.id = :ticketId
   order by a.id is not distinct from t.mail_account_id desc
   limit 1`;

/** @returns null for the environment's address */
export async function findTicketSender(db: Db, ticketId: number): Promise<SenderAccount | null> {
  const { rows } = await db.raw(TICKET_SENDER, { ticketId });
  return rows[0] ?? null;
}

function columns({ address, senderName, teamId, imap, smtp, userName, auth, oauth }: AccountFacts) {
  return {
    address,
    sender_name: senderName,
    team_id: teamId,
    imap_host: imap?.host ?? null,
    imap_port: imap?.port ?? null,
    imap_tls: imap?.tls ?? null,
    imap_folder: imap?.folder ?? null,
    smtp_host: smtp?.host ?? null,
    smtp_port: smtp?.port ?? null,
    smtp_tls: smtp?.tls ?? null,
    user_name: userName,
    auth,
    oauth: oauth && JSON.stringify(oauth),
  };
}

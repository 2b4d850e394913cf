import { z } from 'zod';
import type { UserActor } from '../domain/user/actor.ts';
import { LOCALES, ROLES } from '../domain/user/role.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRow, decodeRows } from './rows.ts';

export const userRow = z
  .object({
    id: z.number(),
    customer_id: z.number().nullable(),
    name: z.string(),
    email: z.string(),
    roles: z.array(z.enum(ROLES)),
    locale: z.enum(LOCALES),
    time_zone: z.string(),
    password_hash: z.string().nullable(),
    session_epoch: z.number(),
    email_confirmed_at: z.date().nullable(),
    disabled_at: z.date().nullable(),
    last_signed_in_at: z.date().nullable(),
    created_at: z.date(),
  })
  .transform((row) => ({
    id: row.id,
    customerId: row.customer_id,
    name: row.name,
    email: row.email,
    roles: row.roles,
    locale: row.locale,
    timeZone: row.time_zone,
    passwordHash: row.password_hash,
    sessionEpoch: row.session_epoch,
    emailConfirmedAt: row.email_confirmed_at,
    disabledAt: row.disabled_at,
    lastSignedInAt: row.last_signed_in_at,
    createdAt: row.created_at,
  }));
export type User = z.output<typeof userRow>;
export type NewUser = Pick<
  User,
  'customerId' | 'name' | 'email' | 'roles' | 'locale' | 'timeZone' | 'createdAt'
> & { passwordHash?: string | null; emailConfirmedAt?: Date | null };

/** The user as the one who acts. */
export function actorOf(user: User): UserActor {
  const { id, name, roles, customerId, locale, timeZone } = user;
  return { kind: 'user', id, name, roles, customerId, locale, timeZone };
}

/** @returns null where the address is taken: the unique column decides between two at once. */
export async function insertUser(db: Db, user: NewUser): Promise<User | null> {
  const rows = await db('users')
    .insert({
      customer_id: user.customerId,
      name: user.name,
      email: user.email,
      roles: user.roles,
      locale: user.locale,
      time_zone: user.timeZone,
      password_hash: user.passwordHash ?? null,
      email_confirmed_at: user.emailConfirmedAt ?? null,
      created_at: user.createdAt,
    })
    .onConflict('email')
    .ignore()
    .returning('*');
  return rows.length === 0 ? null : decodeRow(userRow, rows[0]);
}

/**
 * Adds somebody nobody knows, as the first contact of a customer that somebody has yet to confirm.
 *
 * @returns null where the address is taken
 */
export async function insertStranger(
  db: Db,
  stranger: Pick<User, 'name' | 'email' | 'locale' | 'timeZone' | 'createdAt'>,
): Promise<{ userId: number; customerId: number } | null> {
  const { rows } = await db.raw(
    `with customer as (
       insert into customers (name, quality, created_at)
       select :name, 'unknown', :createdAt
        where not exists (select from users where email = :email)
       returning id
     )
     insert into users (customer_id, name, email, roles, locale, time_zone, created_at)
     select id, :name, :email, array['customer'], :locale, :timeZone, :createdAt from customer
     returning id as "userId", customer_id as "customerId"`,
    stranger as never,
  );
  return rows[0] ?? null;
}

export async function findUser(db: Db, id: number): Promise<User | null> {
  return decodeFirst(userRow, await db('users').where({ id }).limit(1));
}

export async function findUserByEmail(db: Db, email: string): Promise<User | null> {
  return decodeFirst(userRow, await db('users').where({ email }).limit(1));
}

/** The people of one customer, the oldest first. */
export async function listContacts(db: Db, customerId: number): Promise<User[]> {
  return decodeRows(userRow, await db('users').where({ customer_id: customerId }).orderBy('id'));
}

/** Those of a customer's people who may be written to: they proved their address, or asked us. */
export async function listContactsToTell(db: Db, customerId: number): Promise<User[]> {
  const rows = await db('users as u')
    .where({ customer_id: customerId })
    .whereNull('disabled_at')
    .whereRaw(
      `(email_confirmed_at is not null or exists (
         select from tickets t where t.customer_id = u.customer_id and t.requester_id = u.id))`,
    )
    .orderBy('id');
  return decodeRows(userRow, rows);
}

/** What people are called, by id: the history names them by id only (V4). */
export async function listNames(db: Db, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows: { id: number; name: string }[] = await db('users')
    .whereIn('id', ids)
    .select('id', 'name');
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** Those of the customers who have a contact that can sign in. */
export async function listCustomersWhoSignIn(
  db: Db,
  customerIds: readonly number[],
): Promise<Set<number>> {
  if (customerIds.length === 0) return new Set();
  const ids: number[] = await db('users')
    .whereIn('customer_id', customerIds)
    .whereNotNull('password_hash')
    .whereNull('disabled_at')
    .distinct()
    .pluck('customer_id');
  return new Set(ids);
}

/** The staff who can work, by name. */
export async function listStaff(db: Db): Promise<User[]> {
  const rows = await db('users')
    .whereNull('customer_id')
    .whereNull('disabled_at')
    .orderBy(['name', 'id']);
  return decodeRows(userRow, rows);
}

/** Sets the password and ends every session opened under the one before. */
export async function setPassword(db: Db, id: number, passwordHash: string): Promise<void> {
  await db('users')
    .where({ id })
    .update({ password_hash: passwordHash, session_epoch: db.raw('session_epoch + 1') });
}

export async function confirmEmail(db: Db, id: number, now: Date): Promise<void> {
  await db('users').where({ id }).whereNull('email_confirmed_at').update({
    email_confirmed_at: now,
  });
}

export async function recordSignIn(db: Db, id: number, now: Date): Promise<void> {
  await db('users').where({ id }).update({ last_signed_in_at: now });
}

/** What people choose for themselves. */
export async function updatePreferences(
  db: Db,
  id: number,
  chosen: { name: string; locale: User['locale']; timeZone: string },
): Promise<void> {
  await db('users')
    .where({ id })
    .update({ name: chosen.name, locale: chosen.locale, time_zone: chosen.timeZone });
}

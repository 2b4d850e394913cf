import type { Db } from './connect.ts';

/** Whose choices they are, and what was chosen; null where there is nobody any more. */
export async function findMailChoices(
  db: Db,
  userId: number,
): Promise<{ email: string; isStaff: boolean; optional: boolean } | null> {
  const row = await db('users')
    .where({ id: userId })
    .first('email', 'customer_id', 'optional_mail');
  return row
    ? { email: row.email, isStaff: row.customer_id === null, optional: row.optional_mail }
    : null;
}

/** Whether somebody is written to for more than is owed. */
export async function wantsOptionalMail(db: Db, userId: number): Promise<boolean> {
  const row = await db('users').where({ id: userId }).first('optional_mail');
  return row?.optional_mail ?? true;
}

/** @returns false where there is nobody any more */
export async function setOptionalMail(db: Db, userId: number, wanted: boolean): Promise<boolean> {
  return (await db('users').where({ id: userId }).update({ optional_mail: wanted })) === 1;
}

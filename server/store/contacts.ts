import type { Db } from './connect.ts';

/**
 * Keeps what was corrected of a contact. With another address it has proved none, every session
 * ends, and so does its password.
 */
export async function updateContact(
  db: Db,
  id: number,
  { name, email, readdressed }: { name: string; email: string; readdressed: boolean },
): Promise<void> {
  const anew = {
    email,
    email_confirmed_at: null,
    password_hash: null,
    session_epoch: db.raw('session_epoch + 1'),
  };
  try {
    await db('users')
      .where({ id })
      .update({ name, ...(readdressed ? anew : {}) });
  } catch (error) {
    // taken a moment ago: trying again finds whose it is
    if ((error as { code?: string }).code !== '23505') throw error;
    throw Object.assign(new Error('The address was taken meanwhile'), { code: '40001' });
  }
}

/** The unfinished tickets that somebody is the requester of, or takes part in. */
export async function listConcernedTickets(
  db: Db,
  userId: number,
  customerId: number,
): Promise<number[]> {
  const { rows } = await db.raw(
    `select id from tickets
      where customer_id = :customerId and requester_id = :userId
        and status in ('new', 'open', 'waiting_customer')
     union
     select t.id from ticket_participants p join tickets t on t.id = p.ticket_id
      where p.user_id = :userId and t.status in ('new', 'open', 'waiting_customer')`,
    { userId, customerId },
  );
  return rows.map(({ id }: { id: number }) => id);
}

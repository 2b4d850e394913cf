import type { Db } from './connect.ts';
import { escapeLike } from './customers.ts';

export type TicketSearch = { words: string; numbers: readonly string[]; size: number };

/** How many of the latest tickets are read one by one, whatever is typed. */
const LATEST = 10_000;
/** How many more the index of words may bring: up to a million tickets, what the latest lack. */
const OLDER = 5_000;
/** How many customers the beginning of a name stands for. */
const CUSTOMERS = 10;

/** What the index of words holds; asked for less, it would be read from end to end. */
const INDEXED = /[\p{L}\p{N}]{3}/u;

/**
 * Ids of the tickets that a search means, the latest activity first.
 *
 * Every branch is bounded, and none joined to another by OR, which would read the whole table. No
 * index gives words in the order of time: so a common word fills the page from the latest tickets,
 * and one that does not is rare enough to be looked up in the index of words. Only a word that was
 * common once and no longer is has more to it than is read.
 */
export async function findTicketIds(db: Db, asked: TicketSearch): Promise<number[]> {
  const { words, numbers, size } = asked;
  const customers = await customersNamed(db, words);
  const theirs = customers.map(
    (_, index) => `
       union (select id, last_activity_at from tickets where customer_id = :customer${index}
               order by last_public_at desc, id desc limit :size)`,
  );
  const { rows } = await db.raw(
    `with latest as materialized (
       select id, last_activity_at
         from (select id, subject, last_activity_at from tickets
                order by last_activity_at desc, id desc limit :latest) t
        where subject ilike :contains limit :size
     ), older as materialized (
       select id, last_activity_at from tickets
        where :indexed and subject ilike :contains and (select count(*) from latest) < :size
        limit :older
     )
     select id from (
       select id, last_activity_at from tickets where number = any(:numbers)
       union select * from latest
       union select * from older${theirs.join('')}) found
     order by last_activity_at desc, id desc limit :size`,
    {
      numbers: [words, ...numbers],
      contains: `%${escapeLike(words)}%`,
      indexed: INDEXED.test(words),
      latest: LATEST,
      older: OLDER,
      size,
      ...Object.fromEntries(customers.map((id, index) => [`customer${index}`, id])),
    } as never,
  );
  return rows.map(({ id }: { id: number }) => id);
}

/** Asked for first: a plan that knows which customer it is reads no more than a page of its list. */
async function customersNamed(db: Db, beginning: string): Promise<number[]> {
  return db('customers')
    .whereRaw('lower(name) collate "C" like ?', [`${escapeLike(beginning.toLowerCase())}%`])
    .orderByRaw('lower(name) collate "C", id')
    .limit(CUSTOMERS)
    .pluck('id');
}

import type { Db } from './connect.ts';
import { escapeLike } from './customers.ts';

/** How many of the latest tickets are read one by one, whatever is typed. */
const LATEST = 10_000;
/** How many more the index of words may bring from the years before. */
const OLDER = 1_000;
/** How many customers a beginning of a name stands for. */
const CUSTOMERS = 10;

/** What the index of words holds; without, it would be read from end to end. */
const INDEXED = /[\p{L}\p{N}]{3}/u;

/**
 * Ids of the tickets that a search means, the latest activity first: those of a number, those with
 * the words in their subject, those of customers whose name begins with them.
 *
 * Each branch is bounded, since no index gives words in the order of time: a common word fills the
 * page from the latest tickets, and only one that does not is looked up in the index of words, which
 * then brings few. Where a word was common once, not all that it brings is read.
 */
export async function findTicketIds(
  db: Db,
  { words, numbers, size }: { words: string; numbers: readonly string[]; size: number },
): Promise<number[]> {
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
     ), customer as materialized (
       select id from customers where lower(name) collate "C" like :begins
        order by lower(name) collate "C", id limit :customers
     ), theirs as (
       select t.id, t.last_activity_at
         from customer c cross join lateral (
           select id, last_activity_at from tickets where customer_id = c.id
            order by last_public_at desc, id desc limit :size) t
     )
     select id from (
       select id, last_activity_at from tickets where number = any(:numbers)
       union select * from latest union select * from older union select * from theirs) found
     order by last_activity_at desc, id desc limit :size`,
    {
      numbers: [words, ...numbers],
      contains: `%${escapeLike(words)}%`,
      begins: `${escapeLike(words.toLowerCase())}%`,
      indexed: INDEXED.test(words),
      latest: LATEST,
      older: OLDER,
      customers: CUSTOMERS,
      size,
    } as never,
  );
  return rows.map(({ id }: { id: number }) => id);
}

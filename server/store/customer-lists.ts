import { z } from 'zod';
import type { Db } from './connect.ts';
import { escapeLike, QUALITIES } from './customers.ts';
import { decodeRows } from './rows.ts';

const listedCustomerRow = z
  .object({
    id: z.number(),
    name: z.string(),
    quality: z.enum(QUALITIES),
    zone: z.string().nullable(),
    contacts: z.number(),
    open_tickets: z.number(),
  })
  .transform((row) => ({
    id: row.id,
    name: row.name,
    quality: row.quality,
    zone: row.zone,
    contacts: row.contacts,
    openTickets: row.open_tickets,
  }));
/** A customer as the desk's list shows it. */
export type ListedCustomer = z.output<typeof listedCustomerRow>;

export type CustomerCursor = { name: string; id: number };

/**
 * Customers by name, those after `after`; by the start of a name or by a contact's whole address.
 * Contacts and unfinished tickets are counted for the rows of the page only, up to 100. Names are
 * compared byte by byte (`"C"`): the same index then serves their order and their beginnings,
 * whatever the language of the database.
 */
export async function pageOfCustomers(
  db: Db,
  { search, limit, after }: { search: string; limit: number; after: CustomerCursor | null },
): Promise<ListedCustomer[]> {
  // left out where there is nothing before: the index would be entered at its top for it
  const further = after ? `and (lower(name) collate "C", id) > (lower(:afterName), :afterId)` : '';
  const { rows } = await db.raw(
    `with by_name as (
       select id, name, quality from customers
        where lower(name) collate "C" like :begins ${further}
        order by lower(name) collate "C", id limit :limit
     ), by_address as (
       select id, name, quality from customers
        where id = (select customer_id from users where email = lower(:search)) ${further}
     )
     select c.id, c.name, c.quality,
            (select time_zone from users where customer_id = c.id order by id limit 1) as zone,
            (select count(*) from (
               select from users where customer_id = c.id limit 100) as counted) as contacts,
            (select count(*) from (
               select from tickets where customer_id = c.id
                  and status in ('new', 'open', 'waiting_customer') limit 100) as counted) as open_tickets
       from (select * from by_name union select * from by_address) c
      order by lower(name) collate "C", id limit :limit`,
    {
      search,
      begins: `${escapeLike(search.toLowerCase())}%`,
      afterName: after?.name ?? '',
      afterId: after?.id ?? 0,
      limit,
    },
  );
  return decodeRows(listedCustomerRow, rows);
}

import { z } from 'zod';
import type { Db } from './connect.ts';
import { providerValue } from './settings.ts';

const openingRow = z.object({
  ticket: z.number(),
  message: z.number(),
  letter: z.number(),
  serial: z.number(),
  provider: providerValue,
});
export type Prepared = z.output<typeof openingRow>;

/**
 * What opening a ticket begins with, in one question: the provider's facts, and the identities of
 * the rows to be. Events name them before the rows are written, since the ticket's row holds the
 * head of their chain.
 */
export async function prepareOpening(db: Db): Promise<Prepared> {
  const { rows } = await db.raw(`
    select nextval(pg_get_serial_sequence('tickets', 'id')) as ticket,
           nextval(pg_get_serial_sequence('messages', 'id')) as message,
           nextval(pg_get_serial_sequence('outbound_emails', 'id')) as letter,
           nextval('ticket_numbers') as serial,
           (select value from settings where name = 'provider') as provider`);
  return openingRow.parse(rows[0]);
}

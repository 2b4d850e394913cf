import { z } from 'zod';
import type { Db } from './connect.ts';
import { decodeRows } from './rows.ts';

/** What said that an address takes no mail: a bounce that came back, or the refusal of one of ours. */
export type UnreachableCause = { inboundEmailId: number } | { outboundEmailId: number };

const unreachableRow = z
  .object({
    address: z.string(),
    since: z.date(),
    status: z.string().nullable(),
    inbound_email_id: z.number().nullable(),
    outbound_email_id: z.number().nullable(),
  })
  .transform((row) => ({
    address: row.address,
    since: row.since,
    /** The enhanced code that was given (RFC 3463), as `5.1.1`; null where none was. */
    status: row.status,
    inboundEmailId: row.inbound_email_id,
    outboundEmailId: row.outbound_email_id,
  }));
export type UnreachableAddress = z.output<typeof unreachableRow>;

/**
 * Marks an address that a server said takes no mail. The first mark stands until it is cleared.
 *
 * @returns false where it was marked already
 */
export async function markUnreachable(
  db: Db,
  {
    address,
    since,
    status,
    cause,
  }: {
    address: string;
    since: Date;
    status: string | null;
    cause: UnreachableCause;
  },
): Promise<boolean> {
  const rows = await db('unreachable_addresses')
    .insert({
      address: address.toLowerCase(),
      since,
      status,
      ...('inboundEmailId' in cause
        ? { inbound_email_id: cause.inboundEmailId }
        : { outbound_email_id: cause.outboundEmailId }),
    })
    .onConflict('address')
    .ignore()
    .returning('address');
  return rows.length > 0;
}

/** Takes the mark off. @returns false where there was none */
export async function clearUnreachable(db: Db, address: string): Promise<boolean> {
  const cleared = await db('unreachable_addresses')
    .where({ address: address.toLowerCase() })
    .delete();
  return cleared > 0;
}

/** Which of these addresses are marked, by address in small letters. */
export async function findUnreachable(
  db: Db,
  addresses: readonly string[],
): Promise<Map<string, UnreachableAddress>> {
  if (addresses.length === 0) return new Map();
  const rows = await db('unreachable_addresses').whereIn('address', [
    ...new Set(addresses.map((address) => address.toLowerCase())),
  ]);
  return new Map(decodeRows(unreachableRow, rows).map((row) => [row.address, row]));
}

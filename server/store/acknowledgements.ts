import type { Db } from './connect.ts';

/**
 * - `sent`: the requester was told its number (I2);
 * - `owed`: a known customer's, which comes with others in one letter within the hour;
 * - `withheld`: a stranger had as many as it gets in an hour.
 */
export const ACKNOWLEDGEMENT_STATES = ['sent', 'owed', 'withheld'] as const;
export type AcknowledgementState = (typeof ACKNOWLEDGEMENT_STATES)[number];

/** Keeps what became of the one acknowledgement that a ticket owes (I2), in its opening. */
export async function insertAcknowledgement(
  db: Db,
  acknowledgement: {
    ticketId: number;
    userId: number;
    state: AcknowledgementState;
    /** The letter, where it is sent. */
    outboundEmailId: number | null;
    decidedAt: Date;
  },
): Promise<void> {
  await db('acknowledgements').insert({
    ticket_id: acknowledgement.ticketId,
    user_id: acknowledgement.userId,
    state: acknowledgement.state,
    outbound_email_id: acknowledgement.outboundEmailId,
    decided_at: acknowledgement.decidedAt,
  });
}

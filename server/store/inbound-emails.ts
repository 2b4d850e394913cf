import { z } from 'zod';
import { type IntakeOutcome, intakeOutcomes } from '../domain/mail/decide-intake.ts';
import { PROOF_VERDICTS, type SenderProof } from '../domain/mail/sender-proof.ts';
import type { Db } from './connect.ts';
import { decodeFirst, decodeRows } from './rows.ts';

export type NewInboundEmail = {
  route: 'smtp' | 'imap';
  /** The mailbox's name, or the listener's. */
  mailbox: string;
  uidValidity: number | null;
  uid: number | null;
  envelopeFrom: string;
  envelopeTo: readonly string[];
  raw: Uint8Array;
  size: number;
  receivedAt: Date;
  /** Whom our own SMTP was handed it by; absent where a mailbox held it. */
  client?: { readonly ip: string; readonly helo: string };
};

export const inboundEmailRow = z
  .object({
    id: z.number(),
    route: z.enum(['smtp', 'imap']),
    mailbox: z.string(),
    envelope_from: z.string(),
    envelope_to: z.array(z.string()),
    size: z.number(),
    received_at: z.date(),
    outcome: z.enum(intakeOutcomes).nullable(),
    reasons: z.array(z.string()),
    ticket_id: z.number().nullable(),
    attempts: z.number(),
    decided_at: z.date().nullable(),
    remote_ip: z.string().nullable(),
    helo: z.string().nullable(),
    doubts: z.array(z.string()).default([]),
  })
  .transform((row) => ({
    id: row.id,
    route: row.route,
    mailbox: row.mailbox,
    envelopeFrom: row.envelope_from,
    envelopeTo: row.envelope_to,
    size: row.size,
    receivedAt: row.received_at,
    outcome: row.outcome,
    reasons: row.reasons,
    ticketId: row.ticket_id,
    attempts: row.attempts,
    decidedAt: row.decided_at,
    /** What staff are warned of about its sender, as codes. */
    doubts: row.doubts,
    /** Whom our own SMTP was handed it by; null where a mailbox held it. */
    client: row.remote_ip === null ? null : { ip: row.remote_ip, helo: row.helo ?? '' },
  }));
export type InboundEmail = z.output<typeof inboundEmailRow>;

const LISTED = [
  'id',
  'route',
  'mailbox',
  'envelope_from',
  'envelope_to',
  'size',
  'received_at',
  'outcome',
  'reasons',
  'ticket_id',
  'attempts',
  'decided_at',
  'remote_ip',
  'helo',
  'doubts',
];

const proofValue: z.ZodType<SenderProof | null> = z
  .object({
    verdict: z.enum(PROOF_VERDICTS),
    by: z.enum(['check', 'relay']),
    domain: z.string().nullable(),
    dmarc: z.string().nullable(),
    spf: z.string().nullable(),
    dkim: z.array(z.object({ domain: z.string(), result: z.string() })),
    arc: z.string().nullable(),
  })
  .nullable();

/** Keeps a raw message. @returns its id, or null where this mailbox's UID is kept already. */
export async function insertInboundEmail(
  db: Db,
  email: NewInboundEmail,
  now: Date,
): Promise<number | null> {
  const rows = await db('inbound_emails')
    .insert({
      route: email.route,
      mailbox: email.mailbox,
      uid_validity: email.uidValidity,
      uid: email.uid,
      envelope_from: email.envelopeFrom,
      envelope_to: email.envelopeTo,
      raw: email.raw,
      size: email.size,
      received_at: email.receivedAt,
      recorded_at: now,
      remote_ip: email.client?.ip ?? null,
      helo: email.client?.helo ?? null,
    })
    .onConflict(['mailbox', 'uid_validity', 'uid'])
    .ignore()
    .returning('id');
  return rows[0]?.id ?? null;
}

/**
 * Takes a message to decide it; nobody else can until the transaction ends.
 *
 * @returns null where it is decided, or being decided
 */
export async function claimInboundEmail(db: Db, id: number): Promise<InboundEmail | null> {
  const row = await db('inbound_emails')
    .where({ id })
    .whereNull('outcome')
    .forUpdate()
    .skipLocked()
    .first(LISTED);
  return row ? inboundEmailRow.parse(row) : null;
}

/**
 * Settles what became of a message. Throws a unique violation where a twin with the same identity
 * was settled first: the transaction is then tried anew and finds the twin.
 */
export async function settleInboundEmail(
  db: Db,
  id: number,
  settled: {
    outcome: IntakeOutcome;
    reasons: readonly string[];
    identity: Uint8Array | null;
    rfcMessageId: string | null;
    ticketId: number | null;
    messageId: number | null;
    decidedAt: Date;
    /** What was found out of its sender; null where nobody asked. */
    proof?: SenderProof | null;
    /** What staff are warned of, and what was noted while it was read, as codes. */
    doubts?: readonly string[];
    notes?: readonly string[];
    /** Who else it was sent to. */
    copied?: readonly string[];
  },
): Promise<void> {
  const { proof = null, doubts = [], notes = [], copied = [] } = settled;
  await db('inbound_emails')
    .where({ id })
    .update({
      outcome: settled.outcome,
      reasons: settled.reasons,
      identity: settled.identity,
      rfc_message_id: settled.rfcMessageId,
      ticket_id: settled.ticketId,
      message_id: settled.messageId,
      decided_at: settled.decidedAt,
      sender_proof: proof?.verdict ?? null,
      proof_details: proof && JSON.stringify(proof),
      doubts,
      notes,
      copied,
    });
}

/** Counts an attempt that failed for a reason of ours, so that the next one knows. */
export async function countFailedAttempt(db: Db, id: number): Promise<number> {
  const rows = await db('inbound_emails')
    .where({ id })
    .update({ attempts: db.raw('attempts + 1') })
    .returning('attempts');
  return rows[0]?.attempts ?? 0;
}

/** Puts a quarantined message back among those to decide: a person looked at it. */
export async function reopenInboundEmail(db: Db, id: number, now: Date): Promise<boolean> {
  const changed = await db('inbound_emails')
    .where({ id, outcome: 'quarantined' })
    .update({ outcome: null, decided_at: null, reasons: [], attempts: 0, released_at: now });
  return changed === 1;
}

/**
 * Puts back among those to decide up to `limit` quarantined messages, the oldest first.
 *
 * @param reason the code that was decisive, the last of theirs
 * @returns how many
 */
export async function reopenInboundEmails(
  db: Db,
  reason: string,
  { now, limit }: { now: Date; limit: number },
): Promise<number> {
  return db('inbound_emails')
    .whereIn('id', (chosen) =>
      chosen
        .from('inbound_emails')
        .where({ outcome: 'quarantined' })
        .whereRaw('reasons[cardinality(reasons)] = ?', [reason])
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .skipLocked()
        .select('id'),
    )
    .update({ outcome: null, decided_at: null, reasons: [], attempts: 0, released_at: now });
}

/** Messages recorded before `before` that nobody has decided yet, the oldest first. */
export async function listUndecided(db: Db, limit: number, before: Date): Promise<number[]> {
  return db('inbound_emails')
    .whereNull('outcome')
    .where('recorded_at', '<=', before)
    .orderBy('id')
    .limit(limit)
    .pluck('id');
}

/** Messages that couldn't be read, the newest first. */
export async function listQuarantine(
  db: Db,
  { limit, before }: { limit: number; before?: number },
): Promise<InboundEmail[]> {
  const query = db('inbound_emails')
    .where({ outcome: 'quarantined' })
    .orderBy('id', 'desc')
    .limit(limit)
    .select(LISTED);
  if (before !== undefined) query.where('id', '<', before);
  return decodeRows(inboundEmailRow, await query);
}

export async function findInboundEmail(
  db: Db,
  id: number,
): Promise<(InboundEmail & { raw: Uint8Array; proof: SenderProof | null }) | null> {
  const rows = await db('inbound_emails')
    .where({ id })
    .select(...LISTED, 'raw', 'proof_details');
  const email = decodeFirst(inboundEmailRow, rows);
  return email && { ...email, raw: rows[0].raw, proof: proofValue.parse(rows[0].proof_details) };
}

/** The beginning of some raw messages, by id: enough for a header to be made out. */
export async function readRawBeginnings(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, Buffer>> {
  const rows: { id: number; head: Buffer }[] = await db('inbound_emails')
    .whereIn('id', ids)
    .select('id', db.raw('substring(raw for 8192) as head'));
  return new Map(rows.map(({ id, head }) => [id, head]));
}

/** How many mails for a ticket wait in quarantine; a thousand are as many as any number. */
export async function countHeldMails(db: Db, ticketId: number): Promise<number> {
  const { rows } = await db.raw(
    `select count(*)::int as count from (
       select from inbound_emails where ticket_id = :ticketId and outcome = 'quarantined' limit 1000
     ) held`,
    { ticketId },
  );
  return rows[0].count;
}

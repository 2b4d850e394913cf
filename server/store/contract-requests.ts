import { z } from 'zod';
import {
  IDENTITY_MEANS,
  REQUEST_GROUNDS,
  REQUEST_KINDS,
} from '../domain/contract-request/event.ts';
import type { Computation } from '../domain/contract-request/refund.ts';
import { type ContractRequest, REQUEST_STATES } from '../domain/contract-request/request.ts';
import type { Db } from './connect.ts';
import { decodeFirst } from './rows.ts';

const shared = {
  receivedOn: z.string(),
  paidCents: z.number(),
  refundCents: z.number(),
};
const computation: z.ZodType<Computation> = z.discriminatedUnion('kind', [
  z.object({
    ...shared,
    kind: z.literal('withdrawal'),
    orderedOn: z.string(),
    periodFrom: z.string(),
    periodDays: z.number(),
    immediateStart: z.boolean(),
    performed: z.boolean(),
    madeToMeasure: z.boolean(),
    lastDay: z.string(),
    inTime: z.boolean(),
    usedDays: z.number(),
    deductedCents: z.number(),
  }),
  z.object({
    ...shared,
    kind: z.literal('cancellation'),
    validatedOn: z.string(),
    promisedOn: z.string().nullable(),
    deliveredOn: z.string().nullable(),
    deliveryBy: z.string(),
    due: z.boolean(),
    deductedCents: z.literal(0),
  }),
]);

const day = z.string().nullable();
const requestRow = z
  .object({
    ticket_id: z.number(),
    customer_id: z.number(),
    kind: z.enum(REQUEST_KINDS),
    quality: z.enum(['consumer', 'professional']),
    service: z.string(),
    name: z.string(),
    postal_address: z.string().nullable(),
    ordered_on: day,
    promised_on: day,
    wanted_on: day,
    effective_on: day,
    received_on: z.string(),
    refund_by: day,
    identity: z.enum(IDENTITY_MEANS).nullable(),
    computation: computation.nullable(),
    state: z.enum(REQUEST_STATES),
    ground: z.enum(REQUEST_GROUNDS).nullable(),
    decided_by: z.number().nullable(),
    decided_at: z.date().nullable(),
    refunded_on: day,
  })
  .transform(
    (row): ContractRequest => ({
      ticketId: row.ticket_id,
      customerId: row.customer_id,
      kind: row.kind,
      quality: row.quality,
      service: row.service,
      name: row.name,
      postalAddress: row.postal_address,
      orderedOn: row.ordered_on,
      promisedOn: row.promised_on,
      wantedOn: row.wanted_on,
      effectiveOn: row.effective_on,
      receivedOn: row.received_on,
      refundBy: row.refund_by,
      identity: row.identity,
      computation: row.computation,
      state: row.state,
      ground: row.ground,
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
      refundedOn: row.refunded_on,
    }),
  );

const DAYS = [
  'ordered_on',
  'promised_on',
  'wanted_on',
  'effective_on',
  'received_on',
  'refund_by',
  'refunded_on',
];
/** As text: a day has no zone, and a driver would give it one. */
const DAYS_AS_TEXT = DAYS.map((column) => `${column}::text`).join(', ');

export async function findContractRequest(
  db: Db,
  ticketId: number,
): Promise<ContractRequest | null> {
  const rows = db('contract_requests')
    .where({ ticket_id: ticketId })
    .select('*', db.raw(DAYS_AS_TEXT))
    .limit(1);
  return decodeFirst(requestRow, await rows);
}

export async function insertContractRequest(db: Db, request: ContractRequest): Promise<void> {
  await db('contract_requests').insert({
    ticket_id: request.ticketId,
    customer_id: request.customerId,
    kind: request.kind,
    quality: request.quality,
    service: request.service,
    name: request.name,
    postal_address: request.postalAddress,
    ordered_on: request.orderedOn,
    promised_on: request.promisedOn,
    wanted_on: request.wantedOn,
    effective_on: request.effectiveOn,
    received_on: request.receivedOn,
    refund_by: request.refundBy,
    ...changeable(request),
  });
}

/** Writes what may change of a request. */
export async function updateContractRequest(db: Db, request: ContractRequest): Promise<void> {
  await db('contract_requests').where({ ticket_id: request.ticketId }).update(changeable(request));
}

function changeable(request: ContractRequest) {
  return {
    identity: request.identity,
    computation: request.computation && JSON.stringify(request.computation),
    refund_cents: request.computation?.refundCents ?? null,
    state: request.state,
    ground: request.ground,
    decided_by: request.decidedBy,
    decided_at: request.decidedAt,
    refunded_on: request.refundedOn,
  };
}

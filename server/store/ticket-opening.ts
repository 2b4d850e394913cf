import { z } from 'zod';
import type { JudgedBy } from '../domain/ticket/judged-by.ts';
import type { Db } from './connect.ts';
import { QUALITIES } from './customers.ts';
import { planned } from './planned.ts';
import { providerValue } from './settings.ts';
import { tariffRow } from './tariffs.ts';

const openingRow = z
  .object({
    ticket: z.number(),
    message: z.number(),
    letter: z.number(),
    serial: z.number(),
    provider: providerValue,
    plan_version: z.number().nullable(),
    incident_calendar: z.number().nullable(),
    information_calendar: z.number().nullable(),
    conditions: z.number().nullable(),
    office: z.number().nullable(),
    tariff: tariffRow.nullable(),
    /** Somebody whom nobody knows yet is treated as a consumer. */
    quality: z.enum(QUALITIES).nullable(),
  })
  .transform(({ plan_version, incident_calendar, information_calendar, conditions, ...ids }) => ({
    ...ids,
    quality: ids.quality ?? 'unknown',
    judged: asJudged({ plan_version, incident_calendar, information_calendar, conditions }),
  }));
export type Prepared = z.output<typeof openingRow>;

/** Whose ticket it will be, as far as is known, and when it was received. */
export type OpeningFor = {
  customerId?: number;
  /** Where only the sender's address is known. */
  senderEmail?: string | null;
  serviceId?: number | null;
  receivedAt: Date;
  /** Where the receipt is that of a mail. */
  inboundEmailId?: number;
};

/**
 * What opening a ticket begins with, in one question: the provider's facts, the versions in force
 * at the receipt, the tariff's among them, the calendar of the provider's own hours (base
 * support's), and the identities of the rows to be. Events name them before the rows are written, since the ticket's row holds the
 * head of their chain.
 */
export async function prepareOpening(db: Db, opening: OpeningFor): Promise<Prepared> {
  const question = db.raw(
    `with receipt as (
       select coalesce(
         (select received_at from inbound_emails where id = :email), :receivedAt::timestamptz) as at
     ), customer as (
       select plan_id, quality from customers where id = coalesce(:customer::bigint,
         (select customer_id from users where email = :sender))
     ), plan as (
       select coalesce(
         (select plan_id from services where id = :service),
         (select plan_id from customer),
         (select id from support_plans where base)) as id
     ), judged as (
       select v.id, v.definition -> 'calendars' as calendars from plan_versions v, plan, receipt
        where v.plan_id = plan.id and v.effective_from <= receipt.at
        order by v.effective_from desc, v.id desc limit 1
     ), office as (
       select (v.definition #>> '{calendars,information_request}')::bigint as calendar
         from plan_versions v join support_plans p on p.id = v.plan_id, receipt
        where p.base and v.effective_from <= receipt.at
        order by v.effective_from desc, v.id desc limit 1
     ), tariff as (
       select v.* from tariff_versions v, receipt
        where v.effective_from <= receipt.at
        order by v.effective_from desc, v.id desc limit 1
     )
     select nextval(pg_get_serial_sequence('tickets', 'id')) as ticket,
            nextval(pg_get_serial_sequence('messages', 'id')) as message,
            nextval(pg_get_serial_sequence('outbound_emails', 'id')) as letter,
            nextval('ticket_numbers') as serial,
            (select value from settings where name = 'provider') as provider,
            (select id from judged) as plan_version,
            (select id from calendar_versions, receipt
              where calendar_id = (select (calendars ->> 'incident')::bigint from judged)
              order by created_at <= receipt.at desc, version desc limit 1) as incident_calendar,
            (select id from calendar_versions, receipt
              where calendar_id = (select (calendars ->> 'information_request')::bigint from judged)
              order by created_at <= receipt.at desc, version desc limit 1)
              as information_calendar,
            (select id from service_conditions, receipt
              where service_id = :service and created_at <= receipt.at
              order by version desc limit 1) as conditions,
            (select id from calendar_versions, receipt
              where calendar_id = (select calendar from office)
              order by created_at <= receipt.at desc, version desc limit 1) as office,
            (select row_to_json(tariff) from tariff) as tariff,
            (select quality from customer) as quality`,
    {
      email: opening.inboundEmailId ?? null,
      receivedAt: opening.receivedAt,
      service: opening.serviceId ?? null,
      customer: opening.customerId ?? null,
      sender: opening.senderEmail ?? null,
    } as never,
  );
  const { rows } = await planned(question, 'prepare_opening');
  return openingRow.parse(rows[0]);
}

function asJudged(versions: {
  plan_version: number | null;
  incident_calendar: number | null;
  information_calendar: number | null;
  conditions: number | null;
}): JudgedBy | null {
  const { plan_version, incident_calendar, information_calendar, conditions } = versions;
  if (plan_version === null || incident_calendar === null || information_calendar === null) {
    return null;
  }
  return { plan_version, incident_calendar, information_calendar, conditions };
}

import { LATEST, type Size, STAFF } from './size.ts';

/** One incident in five was diagnosed; the outcomes follow each other. */
const DIAGNOSED = `t.kind = 'incident' and t.id % 5 = 1`;
const ENDED = `t.status not in ('new', 'open', 'waiting_customer')`;
const SALT = `decode(md5(t.id::text), 'hex')`;

/**
 * Two stretches of time on each diagnosed ticket, now and then one that was corrected; what was
 * found; a verdict with its report where the ticket ended; a timer that runs for a few agents.
 */
export function diagnosis({ tickets: n, messagesEach }: Size): string {
  const entry = (id: string, k: string, supersededBy: string) => `
    insert into time_entries (id, ticket_id, user_id, origin, started_at, ended_at, work, salt,
        superseded_by_id, recorded_by, recorded_at)
    select ${id}, t.id, agent, 'timer', began, began + (5 + (t.id + ${k} * 13) % 40) * interval '1 minute',
           'Lecture des journaux', ${SALT}, ${supersededBy}, agent, began + interval '1 hour'
      from tickets t, generate_series(0, 1) k,
           lateral (select 1 + (t.id / 5) % ${STAFF} as agent,
                           t.received_at + (1 + ${k}) * interval '1 hour' as began) e`;
  return `
    ${entry('t.id * 2 + k', 'k', 'null::bigint')} where ${DIAGNOSED};
    ${entry(`${n * 2} + t.id * 2 + k`, '0', 't.id * 2')}
      where ${DIAGNOSED} and t.id % 50 = 1 and k = 0;
    insert into timers (user_id, ticket_id, started_at)
    select i, ${n} - i, '${LATEST.toISOString()}' from generate_series(1, 10) i;
    insert into diagnosis_steps (id, ticket_id, kind, message_id, recorded_by, recorded_at)
    select t.id, t.id, 'finding', (t.id - 1) * ${messagesEach} + 1, 1 + t.id % ${STAFF},
           t.received_at + interval '1 hour'
      from tickets t where ${DIAGNOSED};
    insert into recommended_tests (service_id, position, wording, created_at)
    select null, k, 'Vider le cache du navigateur', now() from generate_series(1, 5) k;
    insert into recommended_tests (service_id, position, wording, created_at)
    select s.id, k, 'Redémarrer le service', now()
      from services s, generate_series(1, 3) k where s.id % 10 = 0;
    insert into verdicts (id, ticket_id, outcome, reasons, salt, seconds, document_id, pronounced_by,
        pronounced_at)
    select t.id, t.id, (array['provider_responsible', 'not_confirmed', 'service_healthy',
             'not_provider_responsibility', 'refused'])[1 + (t.id / 5) % 5],
           'Voir le rapport.', ${SALT}, 3000, t.id, 1 + t.id % ${STAFF},
           t.received_at + interval '3 hours'
      from tickets t where ${DIAGNOSED} and ${ENDED};
    ${documents('t.id', 'diagnosis_report', 't.id', 'v.pronounced_at', 'v.id = t.id')};`;
}

/** A document for each verdict, or for each of its invoices. */
function documents(id: string, kind: string, ticket: string, at: string, of: string): string {
  const source = kind === 'invoice' ? 'invoices v' : 'verdicts v';
  return `
    insert into documents (id, kind, customer_id, ticket_id, name, content_type, size, salt, digest,
        created_at)
    select ${id}, '${kind}', t.customer_id, ${ticket}, 'document.pdf', 'application/pdf', 16,
           ${SALT}, sha256(${SALT}), ${at}
      from tickets t join ${source} on ${of};
    insert into document_contents (document_id, bytes)
    select ${id}, ${SALT} from tickets t join ${source} on ${of}`;
}

/**
 * A line of the ledger for each billable verdict, nearly all settled long ago on a statement and an
 * invoice of their own; the last ones wait, a few were waived, disputed or taken back.
 */
export function billing({ tickets: n }: Size): string {
  return `
    insert into tariff_versions (id, version, effective_from, unit_minutes, minimum_units,
        net_unit_cents, gross_unit_cents, created_at) overriding system value
    values (1, 1, '2015-01-01', 30, 1, 2900, 3480, now());
    insert into tariff_acceptances (id, ticket_id, tariff_version_id, means, user_id, accepted_at)
    select t.id, t.id, 1, 'form', t.requester_id, t.received_at from tickets t where ${DIAGNOSED};
    create temporary table billed as
    select t.id, t.customer_id, v.pronounced_at as at, 1 + t.id % 3 as units,
           case when t.id > ${n * 0.995} then 'draft' when t.id > ${n * 0.99} then 'approved'
                when (t.id / 5) % 25 = 2 then 'waived' when t.id > ${n * 0.98} then 'exported'
                when (t.id / 5) % 100 = 3 and t.id > ${n * 0.95} then 'disputed'
                when t.id > ${n * 0.95} then 'invoiced' else 'settled' end as state
      from tickets t join verdicts v on v.id = t.id
     where v.outcome in ('not_confirmed', 'service_healthy', 'not_provider_responsibility');
    insert into charges (id, ticket_id, customer_id, verdict_id, tariff_version_id, quality,
        territory, vat_basis_points, seconds, units, net_cents, vat_cents, gross_cents, drafted_at,
        state, waiver_reason, statement_id, invoice_id)
    select b.id, b.id, customer_id, b.id, 1, 'professional', 'metropole', 2000, 3000, units,
           units * 2900, units * 580, units * 3480, at, state,
           case when state = 'waived' then 'Geste commercial' end,
           case when state not in ('draft', 'approved', 'waived') then b.id end,
           case when state in ('invoiced', 'disputed', 'settled') then b.id end
      from billed b;
    insert into charges (id, ticket_id, customer_id, verdict_id, reverses_id, tariff_version_id,
        quality, territory, vat_basis_points, seconds, units, net_cents, vat_cents, gross_cents,
        drafted_at, state)
    select ${n} + b.id, b.id, customer_id, b.id, b.id, 1, 'professional', 'metropole', 2000, 3000,
           -units, units * -2900, units * -580, units * -3480, at + interval '2 days', 'approved'
      from billed b where state = 'settled' and (b.id / 5) % 100 = 1;
    insert into statements (id, customer_id, period_from, period_to, exported_by, exported_at)
        overriding system value
    select b.id, customer_id, at::date, at::date, 1, at
      from billed b where state not in ('draft', 'approved', 'waived');
    insert into invoices (id, number, customer_id, issued_on, total_cents, document_id,
        statement_id, recorded_at, paid_on)
    select b.id, 'F-' || b.id, customer_id, at::date, units * 3480, ${n} + b.id, b.id,
           at + interval '1 day', case when state = 'settled' then at::date + 30 end
      from billed b where state in ('invoiced', 'disputed', 'settled');
    ${documents(`${n} + t.id`, 'invoice', 'null', 'v.recorded_at', 'v.id = t.id')};
    insert into disputes (id, invoice_id, customer_id, charge_id, ticket_id, late, opened_at,
        decided_at, decided_by, upheld)
    select b.id, b.id, customer_id, b.id, b.id + 1, false, at + interval '2 days', decided,
           case when decided is not null then 1 end, case when decided is not null then false end
      from billed b, lateral (
        select case when state = 'settled' then at + interval '9 days' end as decided) d
     where state = 'disputed' or (state = 'settled' and (b.id / 5) % 100 = 3);
    drop table billed;`;
}

/** A credential on one ticket in twenty, wiped where it ended. */
export function vault(): string {
  return `
    insert into secrets (id, ticket_id, kept_by, kept_at, key_id, nonce, sealed, wiped_at)
    select t.id, t.id, t.requester_id, t.received_at, 'k1',
           case when not ended then decode(substr(md5(t.id::text), 1, 24), 'hex') end,
           case when not ended then ${SALT} end, case when ended then t.last_activity_at end
      from tickets t, lateral (select ${ENDED} as ended) e where t.id % 20 = 0;`;
}

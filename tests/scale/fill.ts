import type { Client } from 'pg';
import { CONTRACT_PROVIDER } from '../../seeds/provider.ts';
import { caseFiles } from './fill-case-files.ts';
import { complaints } from './fill-complaints.ts';
import { conduct } from './fill-conduct.ts';
import { billing, diagnosis, vault } from './fill-diagnosis.ts';
import { LATEST, type Size, STAFF } from './size.ts';

/** One conversation that went on and on; it is the last ticket but ten. */
export const LONG_CONVERSATION = 2_000;

/**
 * Fills a migrated, empty database as its owner: customers of whom a few bring most tickets, staff,
 * tickets nearly all ended, two deadlines each, their messages, two events each, one mail out each
 * and one in for six tickets in ten, a few files; what diagnoses leave and bill, conduct, and complaints. The histories do not verify (two events stand for
 * many, and heads are made up); plans, sessions, accesses and drafts are left out.
 */
export async function fill(owner: Client, size: Size): Promise<void> {
  const indexes = await dropIndexes(owner);
  await owner.query('select setseed(0.5)');
  for (const statement of [
    people(size),
    tickets(size),
    owed(),
    messages(size),
    events(),
    mails(size),
    diagnosis(size),
    billing(size),
    vault(),
    conduct(size),
    complaints(size),
    caseFiles(),
  ]) {
    // rows are made to fit each other: asking again for each of them would double the time
    await owner.query(`set session_replication_role = replica; ${statement}`);
  }
  await owner.query(`insert into settings values ('provider', $1, now())`, [
    JSON.stringify(CONTRACT_PROVIDER),
  ]);
  await owner.query(`set session_replication_role = origin; set maintenance_work_mem = '512MB'`);
  for (const definition of indexes) await owner.query(definition);
  await owner.query('vacuum analyze');
}

/** Rows go in faster where indexes follow. @returns what makes the indexes again */
async function dropIndexes(owner: Client): Promise<string[]> {
  const { rows } = await owner.query(`
    select i.indexrelid::regclass as name, pg_get_indexdef(i.indexrelid) as definition
      from pg_index i join pg_class c on c.oid = i.indexrelid
     where c.relnamespace = 'public'::regnamespace
       and not exists (select from pg_constraint where conindid = i.indexrelid)`);
  for (const { name } of rows) await owner.query(`drop index ${name}`);
  return rows.map(({ definition }) => definition);
}

function people({ customers }: Size): string {
  const trades = `array['Boulangerie', 'Agence', 'Garage', 'Cabinet', 'Librairie', 'Pharmacie',
    'Mme', 'M.', 'Atelier', 'Société', 'Hôtel', 'École', 'Ferme', 'Association']`;
  return `
    insert into customers (id, name, quality, confirmed_at, created_at) overriding system value
    select i, (${trades})[1 + floor(random() * 14)] || ' ' || initcap(substr(md5(i::text), 1, 7)),
           case i % 2 when 0 then 'consumer' else 'professional' end, now(), now()
      from generate_series(1, ${customers}) i;
    update customers set name = 'Boulangerie du Moule' where id = 1;
    insert into users (id, customer_id, name, email, roles, locale, time_zone, password_hash,
        created_at) overriding system value
    select i, null, 'Agent ' || i, 'agent' || i || '@alize.example', array['agent'], 'fr',
           'Europe/Paris', 'none', now()
      from generate_series(1, ${STAFF}) i
    union all
    select ${STAFF} + i, i, 'Contact ' || i, 'contact' || i || '@courriel.example',
           array['customer'], 'fr', 'Europe/Paris', case when i % 3 = 0 then 'none' end, now()
      from generate_series(1, ${customers}) i;
    insert into user_tokens (digest, user_id, purpose, created_at, expires_at, used_at)
    select sha256(i::text::bytea), ${STAFF} + i, (array['confirm', 'invite', 'reset'])[1 + i % 3],
           '${LATEST.toISOString()}', timestamptz '${LATEST.toISOString()}' + interval '2 days',
           case when i % 4 > 0 then now() end
      from generate_series(1, ${Math.round(customers / 10)}) i;`;
}

/** Subjects hold words that are everywhere, rare, everywhere once but no longer, and there once. */
function tickets(size: Size): string {
  const n = size.tickets;
  const what = `array['Site', 'Messagerie', 'Facture', 'Nom de domaine', 'Base de données',
    'Extension', 'Sauvegarde', 'Formulaire', 'Accès', 'Mise à jour', 'Panier', 'Page']`;
  const how = `array['hors ligne', 'en erreur', 'à renouveler', 'trop lente', 'introuvable',
    'en double', 'bloquée', 'à déplacer', 'sans réponse', 'à expliquer']`;
  return `
    insert into tickets (id, number, kind, status, channel, subject, customer_id, requester_id,
        assignee_id, received_at, last_activity_at, last_public_at, closed_at, head_seq, head_hash,
        service_id, tariff_version_id)
    select i, extract(year from came) || '-' || lpad(i::text, 6, '0'),
           case i % 3 when 0 then 'information_request' else 'incident' end, status,
           case when i % 10 < 6 then 'email' when i % 10 < 9 then 'portal' else 'telephone' end,
           (${what})[1 + floor(random() * 12)] || ' ' || (${how})[1 + floor(random() * 10)] ||
             case when i % 2000 = 0 then ' certificat'
                  when i % 10 = 0 and i < ${n / 2} then ' minitel'
                  when i = ${n / 2} then ' xylophone' else '' end || ' ' || substr(md5(i::text), 1, 6),
           customer, ${STAFF} + customer,
           case when status = 'new' or random() < 0.3 then null
                else 1 + floor(${STAFF} * power(random(), 2)) end,
           came, active, active, case when status in ('closed', 'refused') then active end,
           2, sha256(i::text::bytea),
           case when i % 4 = 1 and customer % 2 = 1 then (customer + 1) / 2 end,
           case when i % 3 > 0 then 1 end
      from (
        select i, 1 + floor(${size.customers} * power(random(), 3))::int as customer, came,
               came + random() * interval '3 days' as active,
               case when (i > ${n * 0.98} and chance < 0.6) or chance < 0.001 then
                      (array['new', 'open', 'open', 'waiting_customer'])[1 + floor(random() * 4)]
                    when i > ${n * 0.95} and chance < 0.7 then 'resolved'
                    when chance < 0.03 then 'refused' else 'closed' end as status
          from (
            select i, random() as chance, timestamptz '${LATEST.toISOString()}'
                     - (1 - i / ${n}::float) * interval '1825 days' as came
              from generate_series(1, ${n}) i) made) drawn;
    insert into ticket_links select i, i - 1, now() from generate_series(2, ${n}, 5) i;`;
}

function owed(): string {
  const unfinished = `status in ('new', 'open', 'waiting_customer')`;
  return `
    insert into deadlines (ticket_id, name, state, target_minutes, started_at, due_at, elapsed_ms,
        met_at, next_at)
    select id, name, case when ${unfinished} then 'running' else 'met' end, 240, received_at,
           received_at + interval '4 hours', 0,
           case when not ${unfinished} then received_at + interval '1 hour' end,
           case when ${unfinished} then received_at + interval '4 hours' end
      from tickets, (values ('first_response'), ('restoration')) n (name);
    insert into services (id, customer_id, name, created_at) overriding system value
    select (id + 1) / 2, id, 'Hébergement', now() from customers where id % 2 = 1;`;
}

/** Customer and staff in turn, every fifth message a note; then the conversation that went on. */
function messages({ tickets: n, messagesEach }: Size): string {
  const columns = `id, ticket_id, visibility, author_id, channel, body, salt, created_at`;
  const row = (id: string, k: string) => `
    ${id}, t.id, case when ${k} % 5 = 4 then 'internal' else 'public' end,
    case when ${k} % 2 = 1 then t.requester_id else 1 + t.id % ${STAFF} end, 'portal',
    'Bonjour, ' || repeat(md5(t.id::text) || ' ', 3), decode(md5(t.id::text), 'hex'),
    t.received_at + ${k} * interval '1 hour'`;
  return `
    insert into messages (${columns})
    select ${row(`(t.id - 1) * ${messagesEach} + k`, 'k')}
      from tickets t, generate_series(1, ${messagesEach}) k;
    insert into messages (${columns})
    select ${row(`${n * messagesEach} + k`, 'k')}
      from tickets t, generate_series(1, ${LONG_CONVERSATION}) k where t.id = ${n - 10};
    insert into attachments (id, message_id, ticket_id, name, content_type, inline, size, digest)
    select id, id, ticket_id, 'capture.png', 'image/png', false, 16, sha256(salt)
      from messages where id % 20 = 0;
    insert into attachment_contents select id, digest from attachments;`;
}

function events(): string {
  const text = (seq: number, type: string, data: string) =>
    `format('{"actor":{"user":%s},"data":%s,"seq":${seq},"type":"${type}"}',
       t.requester_id, ${data})`;
  return `
    insert into events (ticket_id, seq, type, at, canonical, prev_hash, hash)
    select t.id, e.seq, e.type, t.received_at, e.canonical, e.prev, e.hash
      from tickets t,
           lateral (select ${text(1, 'ticket_opened', `format('{"number":"%s"}', t.number)`)} as one,
                           ${text(2, 'message_received', `format('{"message":%s}', t.id)`)} as two) said,
           lateral (select sha256(decode(repeat('00', 32), 'hex') || said.one::bytea) as hash) first,
           lateral (values (1, 'ticket_opened', said.one, decode(repeat('00', 32), 'hex'), first.hash),
                           (2, 'message_received', said.two, first.hash,
                            sha256(first.hash || said.two::bytea)))
             e (seq, type, canonical, prev, hash);`;
}

/** A mail out for each ticket's second message, captured one time in ten; a mail in for most. */
function mails({ tickets: n, messagesEach }: Size): string {
  const sent = (id: string, message: string) => `
    insert into outbound_emails (id, letter, ticket_id, message_id, user_id, locale, to_name,
        to_address, subject, text, html, rfc_message_id, automatic, status, next_attempt_at,
        created_at, settled_at)
    select ${id}, 'reply', t.id, ${message}, t.requester_id, 'fr', 'Contact',
           'contact@courriel.example', t.subject, repeat('Bonjour ', 10), repeat('<p>Bonjour ', 10),
           'out-' || ${id} || '@alize.example', false, state,
           case when state = 'queued' then t.received_at end, t.received_at,
           case when state <> 'queued' then t.received_at end
      from tickets t`;
  const state = `case when t.id > ${n - 200} then 'queued' when t.id % 10 = 0 then 'captured'
    when t.id % 999 = 1 then 'failed' else 'sent' end`;
  return `
    ${sent('t.id', `(t.id - 1) * ${messagesEach} + 2`)}, lateral (select ${state} as state) s;
    ${sent(`${n} + k`, `${n * messagesEach} + 2 * k`)},
      generate_series(1, ${LONG_CONVERSATION / 2}) k, (values ('sent')) s (state)
     where t.id = ${n - 10};
    insert into acknowledgements (ticket_id, user_id, state, outbound_email_id, decided_at)
    select t.id, t.requester_id, s.state, case when s.state = 'sent' then t.id end, t.received_at
      from tickets t, lateral (
        select case when t.id % 900 = 1 then 'owed' else 'sent' end as state) s;
    insert into inbound_emails (id, route, mailbox, uid_validity, uid, envelope_from, envelope_to,
        raw, size, received_at, recorded_at, rfc_message_id, identity, outcome, ticket_id,
        message_id, decided_at)
    select t.id, 'imap', 'support', 1, t.id, 'contact@courriel.example',
           array['support@alize.example'], convert_to(repeat('Subject: Bonjour ', 10), 'UTF8'), 170,
           t.received_at, t.received_at, 'in-' || t.id || '@courriel.example',
           sha256(t.id::text::bytea), outcome, t.id, (t.id - 1) * ${messagesEach} + 1,
           case when outcome is not null then t.received_at end
      from tickets t, lateral (select case when t.id > ${n - 200} then null
                                when t.id % 5000 = 1 then 'quarantined'
                                else 'ticket_opened' end as outcome) o
     where t.channel = 'email';`;
}

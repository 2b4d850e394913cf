import pg from 'pg';
import { atOnce } from './figures.ts';

/**
 * The limit that intake is measured against: the rows that it wrote for these very mails, written
 * again by one hand-written function a message, one transaction each.
 */
const FUNCTION = `
create function write_intake(
  p_new boolean, p_address text, p_raw bytea, p_mail jsonb, p_identity bytea, p_ticket jsonb,
  p_message jsonb, p_salt bytea, p_events text[], p_letter jsonb, p_file bytea
) returns void language plpgsql as $$
declare
  v_email bigint; v_customer bigint; v_user bigint; v_ticket bigint; v_message bigint;
  v_file bigint; v_seq int := 0; v_event text; v_before bytea;
  v_hash bytea := decode(repeat('00', 32), 'hex');
begin
  insert into inbound_emails (route, mailbox, envelope_from, envelope_to, raw, size, received_at,
      recorded_at, rfc_message_id, identity, outcome, reasons, decided_at)
    values ('smtp', 'smtp', p_address, array['support@alize.example'], p_raw, length(p_raw), now(),
      now(), p_mail ->> 'rfc_message_id', p_identity, 'ticket_opened', array['thread:none'], now())
    returning id into v_email;
  if p_new then
    insert into customers (name, quality, created_at) values (p_address, 'unknown', now())
      returning id into v_customer;
    insert into users (customer_id, name, email, roles, locale, time_zone, created_at)
      values (v_customer, p_address, p_address, array['customer'], 'fr', 'Europe/Paris', now())
      returning id into v_user;
  else
    select id, customer_id into v_user, v_customer from users where email = p_address;
  end if;
  v_ticket := nextval(pg_get_serial_sequence('tickets', 'id'));
  insert into tickets (id, number, kind, status, channel, subject, customer_id, requester_id,
      received_at, last_activity_at, last_public_at, head_seq, head_hash)
    values (v_ticket, '2026-' || lpad(nextval('ticket_numbers')::text, 6, '0'), 'incident', 'new',
      'email', p_ticket ->> 'subject', v_customer, v_user, now(), now(), now(), 3, v_hash);
  insert into messages (ticket_id, visibility, author_id, channel, subject, body, quoted, html,
      salt, created_at)
    values (v_ticket, 'public', v_user, 'email', p_message ->> 'subject', p_message ->> 'body',
      p_message ->> 'quoted', p_message ->> 'html', p_salt, now())
    returning id into v_message;
  if p_file is not null then
    insert into attachments (message_id, ticket_id, name, content_type, inline, size, digest)
      values (v_message, v_ticket, 'capture.png', 'image/png', false, length(p_file),
        sha256(p_file)) returning id into v_file;
    insert into attachment_contents values (v_file, p_file);
  end if;
  foreach v_event in array p_events loop
    v_seq := v_seq + 1;
    v_before := v_hash;
    v_hash := sha256(v_before || convert_to(v_event, 'UTF8'));
    insert into events (ticket_id, seq, type, at, canonical, prev_hash, hash)
      values (v_ticket, v_seq, 'message_received', now(), v_event, v_before, v_hash);
  end loop;
  insert into outbound_emails (letter, ticket_id, user_id, locale, to_name, to_address, reply_to,
      subject, text, html, rfc_message_id, in_reply_to, thread_ids, automatic, status,
      next_attempt_at, created_at)
    values ('acknowledgement', v_ticket, v_user, 'fr', p_address, p_address,
      p_letter ->> 'reply_to', p_letter ->> 'subject', p_letter ->> 'text', p_letter ->> 'html',
      p_letter ->> 'rfc_message_id', p_letter ->> 'in_reply_to', '{}', true, 'queued', now(),
      now());
  insert into deadlines (ticket_id, name, state, started_at, due_at, elapsed_ms, next_at)
    values (v_ticket, 'update_reminder', 'running', now(), now() + interval '4 hours', 0,
      now() + interval '4 hours');
  update inbound_emails set ticket_id = v_ticket, message_id = v_message where id = v_email;
end $$`;

const WRITTEN = `
  select e.envelope_from, e.raw, jsonb_build_object('rfc_message_id', 'limit-' || e.rfc_message_id)
           as mail,
         sha256(e.identity) as identity, jsonb_build_object('subject', t.subject) as ticket,
         to_jsonb(m) - 'salt' as message, m.salt,
         array(select canonical from events v where v.ticket_id = t.id order by seq) as events,
         jsonb_set(to_jsonb(o), '{rfc_message_id}', to_jsonb('limit-' || o.rfc_message_id))
           as letter,
         (select bytes from attachment_contents c join attachments a on a.id = c.attachment_id
           where a.message_id = m.id) as file
    from inbound_emails e
    join tickets t on t.id = e.ticket_id
    join messages m on m.id = e.message_id
    join outbound_emails o on o.ticket_id = t.id
   where e.id > $1 order by e.id`;

/** Writes again what was written for the inbound mails after `afterId`. @returns rows a second */
export async function measureLimit(url: string, afterId: number, width: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: url, max: width });
  try {
    await pool.query('drop function if exists write_intake');
    await pool.query(FUNCTION);
    const { rows } = await pool.query(WRITTEN, [afterId]);
    const calls = rows.map((row, index) => {
      const stranger = row.envelope_from.startsWith('inconnu');
      return [
        stranger,
        stranger ? `limite${afterId}-${index}@courriel.example` : row.envelope_from,
        row.raw,
        row.mail,
        row.identity,
        row.ticket,
        row.message,
        row.salt,
        row.events,
        row.letter,
        row.file,
      ];
    });
    const text = `select write_intake(${calls[0]?.map((_, i) => `$${i + 1}`).join(', ')})`;
    const seconds = await atOnce(width, calls.length, async (index) => {
      await pool.query({ name: 'write_intake', text, values: calls[index] ?? [] });
    });
    return calls.length / seconds;
  } finally {
    await pool.end();
  }
}

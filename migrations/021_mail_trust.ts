import type { Knex } from 'knex';

/**
 * Whom a mail is from and where it goes: what was found out of its sender, who takes part in a
 * conversation, what is owed to whom, and the provider's own addresses.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table inbound_emails
      -- whom our own SMTP was handed it by, to check SPF; null where a mailbox held it
      add column remote_ip text,
      add column helo text,
      -- what the sender's domain says of it; null where nobody asked yet
      add column sender_proof text check (sender_proof in ('pass', 'fail', 'none', 'unverified')),
      add column proof_details jsonb,
      -- what staff are warned of, and what was noted while it was read, as codes
      add column doubts text[] not null default '{}',
      add column notes text[] not null default '{}',
      -- who else it was sent to, but us and its sender
      add column copied text[] not null default '{}',
      -- let out of quarantine: what set it aside does not set it aside again
      add column released_at timestamptz;
    create index inbound_emails_by_message on inbound_emails (message_id)
      where message_id is not null;
    -- how many came for a ticket of late
    create index inbound_emails_lately on inbound_emails (ticket_id, decided_at)
      where outcome = 'reply_threaded';

    -- who is written to beside the requester
    create table ticket_participants (
      ticket_id bigint not null references tickets,
      user_id bigint not null references users,
      added_at timestamptz not null,
      primary key (ticket_id, user_id)
    );
    create index ticket_participants_by_user on ticket_participants (user_id, ticket_id);
    -- whether a colleague who answers a mail of a ticket joins it by itself
    alter table customers add column colleagues_join boolean not null default false;

    -- an answer from outside stands apart until staff say whether its author takes part
    alter table ticket_links add column joining text
      check (joining in ('offered', 'joined', 'kept_apart'));
    grant update (joining) on ticket_links to guichet_app;
    -- a message that moves takes its files along
    grant update (ticket_id) on attachments to guichet_app;

    -- addresses that a server said take no mail
    create table unreachable_addresses (
      address text primary key check (address = lower(address)),
      since timestamptz not null,
      status text,
      inbound_email_id bigint references inbound_emails,
      outbound_email_id bigint references outbound_emails,
      check (num_nonnulls(inbound_email_id, outbound_email_id) = 1)
    );

    -- one per ticket that owes one (I2): sent, still owed, or withheld from a stranger who floods
    create table acknowledgements (
      ticket_id bigint primary key references tickets,
      user_id bigint not null references users,
      state text not null check (state in ('sent', 'owed', 'withheld')),
      outbound_email_id bigint references outbound_emails deferrable initially deferred,
      decided_at timestamptz not null,
      check ((state = 'sent') = (outbound_email_id is not null))
    );
    create index acknowledgements_lately on acknowledgements (user_id, decided_at desc);
    -- the mailbox that an address is read in: whatever follows a plus, and dots, lead to the same
    create function mailbox_of(address text) returns text
      language sql immutable strict parallel safe as $$
        select replace(split_part(regexp_replace(address, '@[^@]*$', ''), '+', 1), '.', '')
               || substring(address from '@[^@]*$')
      $$;
    create index users_by_mailbox on users (mailbox_of(email), id);
    create index acknowledgements_owed on acknowledgements (user_id, ticket_id)
      where state = 'owed';
    -- how often somebody was told of late that a mail was too large
    create index outbound_emails_too_large on outbound_emails (to_address, created_at)
      where letter = 'mail_too_large';
    insert into acknowledgements (ticket_id, user_id, state, outbound_email_id, decided_at)
      select distinct on (o.ticket_id) o.ticket_id, t.requester_id, 'sent', o.id, o.created_at
        from outbound_emails o join tickets t on t.id = o.ticket_id
       where o.letter in ('acknowledgement', 'complaint_acknowledgement',
                          'request_acknowledgement', 'dispute_received')
       order by o.ticket_id, o.id;

    -- addresses of the provider besides the environment's: where it receives and what it sends from
    create table mail_accounts (
      id bigint generated always as identity primary key,
      address text not null unique check (address = lower(address) and length(address) <= 254),
      sender_name text not null check (length(sender_name) between 1 and 200),
      team_id bigint unique references teams,
      imap_host text,
      imap_port integer check (imap_port between 1 and 65535),
      imap_tls boolean,
      imap_folder text,
      smtp_host text,
      smtp_port integer check (smtp_port between 1 and 65535),
      smtp_tls boolean,
      user_name text not null check (length(user_name) between 1 and 254),
      auth text not null check (auth in ('password', 'oauth')),
      -- provider, client id, grant, addresses, scopes: nothing secret
      oauth jsonb,
      oauth_error text,
      -- one process at a time asks for a new access token
      refreshing_until timestamptz,
      enabled boolean not null default true,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      check (num_nulls(imap_host, imap_port, imap_tls, imap_folder) in (0, 4)),
      check (num_nulls(smtp_host, smtp_port, smtp_tls) in (0, 3)),
      check (imap_host is not null or smtp_host is not null),
      check ((auth = 'oauth') = (oauth is not null))
    );
    create table mail_account_secrets (
      account_id bigint not null references mail_accounts,
      name text not null check (
        name in ('password', 'client_secret', 'refresh_token', 'access_token')),
      key_id text not null,
      nonce bytea not null check (length(nonce) = 12),
      sealed bytea not null,
      expires_at timestamptz,
      primary key (account_id, name)
    );
    -- one that signs, and one that waits for its record to be published
    create table dkim_keys (
      domain text not null check (domain = lower(domain)),
      selector text not null,
      public_key text not null,
      key_id text not null,
      nonce bytea not null check (length(nonce) = 12),
      sealed bytea not null,
      created_at timestamptz not null,
      enabled_at timestamptz,
      primary key (domain, selector)
    );
    -- which of our addresses a conversation runs by; null is the environment's
    alter table tickets add column mail_account_id bigint references mail_accounts;
    alter table outbound_emails add column mail_account_id bigint references mail_accounts;
    -- where a mail went before its reader's address was corrected, each with until when
    alter table outbound_emails add column former_addresses jsonb not null default '[]';

    -- a reply is held before it leaves, so that its author can take it back; until then, and from
    -- then on, it is nobody's outside
    alter table messages
      add column held_until timestamptz,
      add column taken_back_at timestamptz,
      add check (held_until is null or visibility = 'internal'),
      add check (taken_back_at is null or (visibility = 'internal' and held_until is null));
    create index messages_held on messages (held_until) where held_until is not null;

    -- whether it is written to for more than the contract asks
    alter table users add column optional_mail boolean not null default true;

    alter table mailboxes
      add column failing_since timestamptz,
      -- what waits there and isn't taken yet, and since when
      add column waiting integer,
      add column oldest_waiting_at timestamptz,
      add column behind_since timestamptz,
      add column alerted_at timestamptz;

    grant select, insert, update, delete on ticket_participants, unreachable_addresses,
      mail_account_secrets, dkim_keys to guichet_app;
    grant select, insert, update on acknowledgements, mail_accounts to guichet_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    alter table mailboxes drop column failing_since, drop column waiting,
      drop column oldest_waiting_at, drop column behind_since, drop column alerted_at;
    alter table users drop column optional_mail;
    alter table outbound_emails drop column former_addresses;
    alter table outbound_emails drop column mail_account_id;
    alter table messages drop column held_until, drop column taken_back_at;
    alter table tickets drop column mail_account_id;
    drop table dkim_keys; drop table mail_account_secrets; drop table mail_accounts;
    drop table acknowledgements; drop table unreachable_addresses;
    drop index users_by_mailbox; drop function mailbox_of(text);
    revoke update (ticket_id) on attachments from guichet_app;
    revoke update (joining) on ticket_links from guichet_app;
    alter table ticket_links drop column joining;
    alter table customers drop column colleagues_join;
    drop table ticket_participants;
    drop index inbound_emails_lately; drop index inbound_emails_by_message;
    drop index outbound_emails_too_large;
    alter table inbound_emails drop column remote_ip, drop column helo, drop column sender_proof,
      drop column proof_details, drop column doubts, drop column notes, drop column copied,
      drop column released_at;
  `);
}

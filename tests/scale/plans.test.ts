import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { fill } from './fill.ts';
import { lookUps, MOST } from './look-ups.ts';
import { explain, type Plan } from './plan.ts';
import { statementsOf } from './statements.ts';

const SIZE = { tickets: 12_000, messagesEach: 2, customers: 8_000 };
const PAGE = 5;

/** The index that makes each list what it is; how rows are joined to it may change. */
const READ_FROM: Record<string, string[]> = {
  'queue: mine': ['tickets_by_assignee'],
  'queue: unassigned, in the middle': ['tickets_unassigned'],
  'queue: open, in the middle': ['tickets_unfinished'],
  'queue: waiting, in the middle': ['tickets_by_status'],
  'queue: resolved, in the middle': ['tickets_by_status'],
  'queue: closed, near its end': ['tickets_ended', 'messages_by_ticket'],
  'queue: all, near its end': ['tickets_by_activity'],
  'counts beside the queue': ['tickets_unfinished', 'tickets_by_assignee', 'tickets_by_status'],
  'queue: complaints': ['complaints_by_owed'],
  'queue: complaints, deep': ['complaints_by_owed'],
  'limits of complaints': ['complaint_answers_of'],
  'whether a complaint is about a ticket': ['complaint_concerns_back'],
  'case files of a ticket': ['case_files_by_ticket'],
  'case files to make': ['case_files_to_make'],
  'changes of a quality': ['customer_qualities_of'],
  'latest activity': ['tickets_by_activity'],
  'search: a number (2026-011995)': ['tickets_number_key'],
  'search: a word that is there once (xylophone)': ['tickets_by_activity', 'tickets_by_words'],
  'search: a customer of many tickets (Boulangerie du Moule)': [
    'customers_by_name',
    'tickets_by_customer',
  ],
  'tickets of a customer of many, deep': ['tickets_by_customer'],
  'customers, deep': ['customers_by_name', 'users_by_customer', 'tickets_unfinished_by_customer'],
  'customers by the start of a name': ['customers_by_name'],
  'customers by an address': ['users_email_key'],
  'contacts of a customer': ['users_by_customer'],
  'pending invitations': ['user_tokens_invitations'],
  'pending invitations of a customer': ['user_tokens_by_user'],
  'linked tickets': ['ticket_links_pkey', 'ticket_links_back'],
  'what is due to be said': ['deadlines_to_say'],
  'services of a customer': ['services_by_customer'],
  'long conversation': ['messages_by_ticket', 'outbound_emails_by_message'],
  'files of messages': ['attachments_by_message'],
  history: ['events_pkey'],
  'mail in: that refers to many': [
    'outbound_emails_rfc_message_id_key',
    'inbound_emails_by_message_id',
    'inbound_emails_identity',
  ],
  'undecided mail': ['inbound_emails_undecided'],
  'quarantine, deep': ['inbound_emails_quarantined'],
  'kept UIDs of a mailbox': ['inbound_emails_mailbox_uid_validity_uid_key'],
  'replies to let go': ['messages_held'],
  'mail to send': ['outbound_emails_due'],
  'outbox, deep': ['outbound_emails_captured'],
  'Message-IDs of a thread': ['outbound_emails_by_ticket', 'inbound_emails_by_ticket'],
  'vault of a ticket': ['secrets_by_ticket'],
  'secrets to seal anew': ['secrets_by_key'],
  'raw mail of a redacted message': ['inbound_emails_by_ticket', 'inbound_emails_copies'],
  'time on a ticket': ['time_entries_by_ticket'],
  'time that is not over': ['time_entries_no_overlap'],
  'a year: time by outcome, agent and month': ['time_entries_by_start'],
  'a year: time by service': ['time_entries_by_start'],
  'a year: verdicts': ['verdicts_by_time'],
  'a year: what became of charges': ['charges_by_time'],
  'a year: complaints received': ['complaints_received', 'complaint_answers_of'],
  'a year: complaints answered in time': ['complaints_received', 'deadlines_ticket_id_name_key'],
  'a year: redress of complaints': ['complaints_received', 'complaint_answers_of'],
  'complaints that wait': ['complaints_late', 'complaints_by_level'],
  'charges to decide': ['charges_by_state'],
  'charges of a ticket': ['charges_by_ticket'],
  'charge of a verdict': ['charges_one_of_verdict'],
  'statements, deep': ['statements_pkey'],
  'statements of a customer': ['statements_by_customer'],
  'lines of a statement': ['charges_by_statement'],
  'what waits to be exported': ['charges_to_export'],
  'what a customer has to export': ['charges_to_export'],
  'invoices of a customer of many, deep': ['invoices_by_customer'],
  'invoices, deep': ['invoices_pkey'],
  'invoice by number': ['invoices_number_key'],
  'invoice of a statement': ['invoices_statement_id_key'],
  'lines of an invoice': ['charges_by_invoice'],
  'disputes about a ticket': ['charges_by_ticket'],
  'block of a customer': ['customer_blocks_one'],
  'conduct of a customer, deep': ['conduct_flags_by_customer'],
  'refused mail, deep': ['refused_mails_kept'],
  staff: ['users_staff'],
  'one-time links to forget': ['user_tokens_by_expiry'],
};

describe('a helpdesk of twelve thousand tickets', () => {
  let database: TestDatabase;
  const plans = new Map<string, Plan[]>();
  beforeAll(async () => {
    database = await createTestDatabase();
    const owner = new pg.Client({ connectionString: database.url });
    await owner.connect();
    await fill(owner, SIZE);
    for (const lookUp of lookUps(SIZE, PAGE)) {
      const ofThis: Plan[] = [];
      for (const statement of await statementsOf(database.knex, lookUp)) {
        expect(statement.sql).not.toMatch(/\boffset\b/i);
        ofThis.push(await explain(owner, statement, lookUp.most ?? MOST));
      }
      plans.set(lookUp.name, ofThis);
    }
    await owner.end();
  });
  afterAll(() => database.drop());

  test('each list is read from its own index', () => {
    const used = Object.entries(READ_FROM).map(([name, indexes]) => {
      const all = plans.get(name)?.flatMap((plan) => plan.indexes);
      return [name, indexes.filter((index) => all?.includes(index))];
    });
    expect(Object.fromEntries(used)).toEqual(READ_FROM);
  });

  test('no look-up reads a table whole, nor sorts or throws away thousands of rows', () => {
    const faulty = [...plans].filter(([, all]) => all.some(({ faults }) => faults.length > 0));
    expect(faulty.map(([name, all]) => [name, all.flatMap(({ faults }) => faults)])).toEqual([]);
  });
});

import { readableSince } from '../../server/domain/billing/invoice.ts';
import { monthsOf } from '../../server/domain/figures/months.ts';
import { acceptanceOf, isConcluded } from '../../server/store/acceptances.ts';
import {
  countAcknowledgedAlone,
  listOwing,
  lockOwed,
} from '../../server/store/acknowledgements.ts';
import { hasAgreed, listAgreements } from '../../server/store/agreements.ts';
import { listAttachments } from '../../server/store/attachments.ts';
import {
  listMaterialConcerns,
  listMaterialDocuments,
  listMaterialMessages,
} from '../../server/store/case-file-material.ts';
import { readCaseFilePart } from '../../server/store/case-file-parts.ts';
import { findCaseFile, listCaseFiles, listCaseFilesToMake } from '../../server/store/case-files.ts';
import { listChainHeads } from '../../server/store/chain-heads.ts';
import {
  findChargeOfVerdict,
  listCharges,
  listChargesOf,
  listLedgers,
} from '../../server/store/charges.ts';
import { listAnswers, listAnswersOfMessages } from '../../server/store/complaint-answers.ts';
import {
  countAnswered,
  countReceived,
  countWaiting,
  sumRedress,
} from '../../server/store/complaint-figures.ts';
import { listConcerned, listHandlers } from '../../server/store/complaint-file.ts';
import { listComplaintLimits } from '../../server/store/complaint-limits.ts';
import { listOfficers } from '../../server/store/complaint-officers.ts';
import { listComplaintQueue } from '../../server/store/complaint-queue.ts';
import { isOfComplaint } from '../../server/store/complaint-reach.ts';
import { findComplaint, listOpenComplaints } from '../../server/store/complaints.ts';
import { listFlags } from '../../server/store/conduct-flags.ts';
import type { Db } from '../../server/store/connect.ts';
import { listConcernedTickets } from '../../server/store/contacts.ts';
import { findContentNotice } from '../../server/store/content-notices.ts';
import { findContractRequest } from '../../server/store/contract-requests.ts';
import { findBlock, listEndedBlocks } from '../../server/store/customer-blocks.ts';
import { pageOfCustomers } from '../../server/store/customer-lists.ts';
import { listQualityChanges } from '../../server/store/customer-qualities.ts';
import { findCustomer } from '../../server/store/customers.ts';
import { listDeadlines, listTicketsWithDue } from '../../server/store/deadlines.ts';
import {
  countVerdicts,
  sumCharges,
  sumTime,
  sumTimeOfServices,
} from '../../server/store/diagnosis-figures.ts';
import { listSteps } from '../../server/store/diagnosis-steps.ts';
import {
  hasOpenDispute,
  listDisputes,
  listDisputesAbout,
  listDisputesOf,
} from '../../server/store/disputes.ts';
import { findSigningKey } from '../../server/store/dkim-keys.ts';
import {
  findDocument,
  listDocumentContents,
  listDocumentsOfMails,
} from '../../server/store/documents.ts';
import { listEscalationAudiences } from '../../server/store/escalation-audiences.ts';
import { listEvents, listPathEvents, readChains } from '../../server/store/events.ts';
import { deleteExpired } from '../../server/store/expired.ts';
import { findWrittenReply, listRepliesToLetGo } from '../../server/store/held-replies.ts';
import {
  countHeldMails,
  listQuarantine,
  listUndecided,
  readRawBeginnings,
} from '../../server/store/inbound-emails.ts';
import { listPendingInvitations } from '../../server/store/invitations.ts';
import { listInvoiceLines } from '../../server/store/invoice-lines.ts';
import { listTicketsCharged } from '../../server/store/invoiced-charges.ts';
import {
  findInvoiceByNumber,
  findInvoiceOfStatement,
  listCustomerInvoices,
  listInvoices,
} from '../../server/store/invoices.ts';
import { listJoined, listJoinOffers } from '../../server/store/join-offers.ts';
import { lastPublicEvents } from '../../server/store/last-public-events.ts';
import { listAccountSecrets, listSecretNames } from '../../server/store/mail-account-secrets.ts';
import {
  findMailAccount,
  findTicketSender,
  listAccountMailboxes,
  listMailAccounts,
  listWatchedAccounts,
} from '../../server/store/mail-accounts.ts';
import { findMailChoices, wantsOptionalMail } from '../../server/store/mail-choices.ts';
import { takeMail } from '../../server/store/mail-facts.ts';
import { listMailTroubles } from '../../server/store/mail-troubles.ts';
import {
  countMailLines,
  countMailTroubles,
  listMailboxHealth,
} from '../../server/store/mailbox-health.ts';
import { listKeptUids } from '../../server/store/mailboxes.ts';
import { listTicketsToResend } from '../../server/store/mails-to-resend.ts';
import { listMessageContents } from '../../server/store/message-contents.ts';
import { findMessageSource } from '../../server/store/message-sources.ts';
import { listConversation, listMessagesById } from '../../server/store/messages.ts';
import {
  countToldTooLarge,
  findAccountOfMail,
  findReturnedEmail,
  listCapturedEmails,
  listDueOutboundEmails,
  listMailAddressees,
  listThreadIds,
} from '../../server/store/outbound-emails.ts';
import { customerOfMail, listOutbox } from '../../server/store/outbox.ts';
import type { Cursor } from '../../server/store/page.ts';
import { listParticipants, listTakenPartIn } from '../../server/store/participants.ts';
import { reach } from '../../server/store/reach.ts';
import {
  listServicesWithTests,
  listTestsFor,
  listTestsForCustomer,
  listTestsOf,
} from '../../server/store/recommended-tests.ts';
import {
  dropRawMails,
  dropRawOfRedactedCopy,
  findAuthoredMessage,
  listAuthoredMessages,
  listDraftsOn,
  listRefusedCopies,
  listWrittenMails,
} from '../../server/store/redactions.ts';
import { listRefusedMails } from '../../server/store/refused-mails.ts';
import { listRequestLimits } from '../../server/store/request-limits.ts';
import { listRequestWatchers } from '../../server/store/request-watchers.ts';
import { findSecret, listSecrets, takeSecretsSealedWith } from '../../server/store/secrets.ts';
import { listCreditsOf } from '../../server/store/service-credits.ts';
import { listServices } from '../../server/store/services.ts';
import {
  listStatementLines,
  listStatements,
  listTicketsToExport,
  listWaiting,
} from '../../server/store/statements.ts';
import { loadTakingPart } from '../../server/store/taking-part.ts';
import { listTariffs, tariffInForce } from '../../server/store/tariffs.ts';
import { findTeamOf } from '../../server/store/teams.ts';
import {
  countQueue,
  latestActivity,
  latestPublicActivity,
  listCustomerTickets,
  listQueue,
  listTicketsById,
  QUEUE_VIEWS,
  searchTickets,
} from '../../server/store/ticket-lists.ts';
import { findTicket, findTicketById, listLinkedTickets } from '../../server/store/tickets.ts';
import {
  endOfTimeAfter,
  listTimeEntries,
  listTimeOn,
  liveSeconds,
} from '../../server/store/time-entries.ts';
import { lockUnwarnedTimers } from '../../server/store/timer-warnings.ts';
import { findTimerNamed, listTimersSeen } from '../../server/store/timers.ts';
import { findUnreachable } from '../../server/store/unreachable-addresses.ts';
import { hasInvitation } from '../../server/store/user-tokens.ts';
import {
  findUserByEmail,
  listContacts,
  listContactsToTell,
  listCustomersWhoSignIn,
  listNames,
  listStaff,
} from '../../server/store/users.ts';
import { listVatRates, vatRate } from '../../server/store/vat-rates.ts';
import { listVerdictContents, listVerdicts } from '../../server/store/verdicts.ts';
import { LATEST, numberOf, receivedAt, type Size, STAFF } from './size.ts';

/** A question that a page, a job or the gateway asks of a database filled by `fill`. */
export type LookUp = {
  name: string;
  ask(db: Db): Promise<unknown>;
  /** The rows that it may sort, or read and throw away, however many there are. */
  most?: number;
};

/** One very long conversation. */
export const MOST = 2_500;
/** What a year brings, whatever the years before brought. */
const MOST_FOR_A_YEAR = 200_000;
/** The latest tickets, which a search reads one by one. */
const MOST_FOR_A_SEARCH = 10_000;

/** What every other look-up is measured against: one row by its primary key. */
export const LIMIT: LookUp = {
  name: 'one ticket by its primary key',
  ask: (db) => findTicketById(db, 17),
};

/** @param page rows on a page of the desk */
export function lookUps(size: Size, page: number): LookUp[] {
  const { tickets: last } = size;
  const long = last - 10;
  const ids = Array.from({ length: page }, (_, index) => Math.floor((last / page) * index) + 1);
  /** Just before ticket `id` in any list by time. */
  const at = (id: number): Cursor => ({ at: receivedAt(size, Math.floor(id)), id: Math.floor(id) });
  const lookUp = (name: string, ask: LookUp['ask']): LookUp => ({ name, ask });
  return [
    ...QUEUE_VIEWS.flatMap((view) => {
      if (view === 'complaints') return [];
      const queue = (before: Cursor | null) => (db: Db) =>
        listQueue(db, { view, userId: 3, now: LATEST, size: page, before });
      return [
        lookUp(`queue: ${view}`, queue(null)),
        lookUp(`queue: ${view}, in the middle`, queue(at(last * 0.985))),
        lookUp(`queue: ${view}, near its end`, queue(at(last * 0.01))),
      ];
    }),
    lookUp('counts beside the queue', (db) => countQueue(db, 3, LATEST)),
    lookUp('latest activity', latestActivity),
    ...searches(size, page),
    ...customers(size, page, at),
    ...conduct(page),
    ...complaints(size, page),
    ...caseFiles(size, page),
    ...vault(size, page),
    ...diagnoses(size, page),
    lookUp('tickets by id', (db) => listTicketsById(db, ids)),
    lookUp('ticket by number', (db) => findTicket(db, numberOf(size, last - 5))),
    lookUp('linked tickets', (db) => listLinkedTickets(db, 102)),
    lookUp('what is owed on a page of tickets', (db) => listDeadlines(db, ids)),
    lookUp('what is due to be said', (db) => listTicketsWithDue(db, LATEST, 100)),
    lookUp('who is told about a ticket', (db) => listEscalationAudiences(db, 3)),
    lookUp('credits of a ticket', (db) => listCreditsOf(db, last - 5)),
    lookUp('tariff in force', (db) => tariffInForce(db, LATEST)),
    lookUp('tariffs', (db) => listTariffs(db, { limit: page + 1, before: null })),
    lookUp('VAT of a territory', (db) => vatRate(db, 'reunion', '2026-11-23')),
    lookUp('VAT of all territories', (db) => listVatRates(db, '2026-11-23')),
    lookUp('acceptance of a ticket', (db) => acceptanceOf(db, last - 5)),
    lookUp('whether a diagnosis is concluded', (db) => isConcluded(db, last - 5)),
    lookUp('services of a customer', (db) => listServices(db, 77)),
    lookUp('conversation', (db) =>
      listConversation(db, last - 5, { audience: 'staff', limit: page + 1 }),
    ),
    lookUp('long conversation', (db) =>
      listConversation(db, long, { audience: 'staff', limit: page + 1 }),
    ),
    lookUp('long conversation, earlier, without notes', (db) =>
      listConversation(db, long, {
        audience: 'requester',
        limit: page + 1,
        before: last * size.messagesEach + 400,
      }),
    ),
    lookUp('messages by id', (db) => listMessagesById(db, ids)),
    lookUp('files of messages', (db) => listAttachments(db, ids)),
    lookUp('history', (db) => listEvents(db, last - 5)),
    lookUp('last public events', (db) => lastPublicEvents(db, ids)),
    ...mail(size, page),
    ...time(size),
    ...ledger(size, page),
    ...invoices(size, page),
    ...year(),
    lookUp('names', (db) => listNames(db, ids)),
    lookUp('staff', listStaff),
    lookUp('user by address', (db) => findUserByEmail(db, 'contact77@courriel.example')),
    lookUp('one-time links to forget', (db) => deleteExpired(db, new Date('2026-10-01'))),
    lookUp('audit: heads', (db) => listChainHeads(db, Math.floor(last / 2), 200)),
    lookUp('audit: chains', (db) => readChains(db, ids)),
    lookUp('audit: ledgers', (db) => listLedgers(db, ids)),
    lookUp('audit: words', (db) => listMessageContents(db, ids)),
    lookUp('is the database there', reach),
  ];
}

function searches(size: Size, page: number): LookUp[] {
  const search = (name: string, words: string, numbers: string[] = []): LookUp => ({
    name: `search: ${name} (${words})`,
    most: MOST_FOR_A_SEARCH,
    ask: (db) => searchTickets(db, { words, numbers, size: page }),
  });
  const last = size.tickets - 5;
  return [
    search('a number', numberOf(size, last)),
    search('the end of a number', String(last), [numberOf(size, last)]),
    search('a word that is there once', 'xylophone'),
    search('a rare word', 'certificat'),
    search('a common word', 'site'),
    search('common words', 'base de données trop lente'),
    search('a word that was common once', 'minitel'),
    search('a word nobody wrote', 'hydravion'),
    search('one letter', 'e'),
    search('two letters', 'qz'),
    search('three letters', 'sit'),
    search('three letters nobody wrote', 'zqj'),
    search('three letters of an old word', 'nit'),
    search('no letter', '!!!!'),
    search('a customer of many tickets', 'Boulangerie du Moule'),
    search('the start of many customers', 'boul'),
  ];
}

function customers(size: Size, page: number, at: (id: number) => Cursor): LookUp[] {
  const list = (search: string, after: { name: string; id: number } | null) => (db: Db) =>
    pageOfCustomers(db, { search, limit: page + 1, after });
  const tickets = (customerId: number, before: Cursor | null) => (db: Db) =>
    listCustomerTickets(db, { customerId, size: page, before });
  return [
    { name: 'tickets of a customer of many', ask: tickets(1, null) },
    { name: 'tickets of a customer of many, deep', ask: tickets(1, at(size.tickets * 0.2)) },
    { name: 'tickets of a customer of few', ask: tickets(size.customers - 2, null) },
    { name: 'latest activity of a customer', ask: (db) => latestPublicActivity(db, 1) },
    { name: 'customers', ask: list('', null) },
    { name: 'customers, deep', ask: list('', { name: 'Librairie', id: 0 }) },
    { name: 'customers by the start of a name', ask: list('boul', null) },
    {
      name: 'customers by the start of a name, deep',
      ask: list('boul', { name: 'Boulangerie M', id: 0 }),
    },
    { name: 'customers by one letter', ask: list('b', null) },
    { name: 'customers by a name nobody has', ask: list('zzz', null) },
    { name: 'customers by an address', ask: list('contact77@courriel.example', null) },
    { name: 'customer', ask: (db) => findCustomer(db, 77) },
    { name: 'contacts of a customer', ask: (db) => listContacts(db, 77) },
    { name: 'customers who sign in', ask: (db) => listCustomersWhoSignIn(db, [77, 78, 79]) },
    {
      name: 'pending invitations',
      ask: (db) => listPendingInvitations(db, LATEST, { limit: page }),
    },
    {
      name: 'pending invitations of a customer',
      ask: (db) => listPendingInvitations(db, LATEST, { limit: page, customerId: 4 }),
    },
  ];
}

/** Complaints, what is owed on them, and who handled them. */
function complaints(size: Size, page: number): LookUp[] {
  const last = size.tickets - (size.tickets % 10) - 7;
  const queue = (before: Cursor | null) => (db: Db) =>
    listComplaintQueue(db, { size: page, before });
  const shown = Array.from({ length: page }, (_, index) => ({
    id: last - 10 * index,
    kind: 'complaint' as const,
  }));
  const ids = shown.map(({ id }) => id);
  return [
    { name: 'queue: complaints', ask: queue(null) },
    { name: 'queue: complaints, deep', ask: queue({ at: LATEST, id: 3 }) },
    { name: 'limits of complaints', ask: (db) => listComplaintLimits(db, shown) },
    { name: 'complaint of a ticket', ask: (db) => findComplaint(db, last) },
    { name: 'open complaints of a customer', ask: (db) => listOpenComplaints(db, 1) },
    { name: 'paths of complaints', ask: (db) => listPathEvents(db, ids) },
    { name: 'answers among messages', ask: (db) => listAnswersOfMessages(db, shown, ids) },
    { name: 'answers of a complaint', ask: (db) => listAnswers(db, last - 10) },
    { name: 'handlers of a complaint', ask: (db) => listHandlers(db, last) },
    { name: 'what a complaint is about', ask: (db) => listConcerned(db, last) },
    { name: 'who may answer a complaint', ask: (db) => listOfficers(db, last, 1) },
    { name: 'whether a complaint is about a ticket', ask: (db) => isOfComplaint(db, last - 1) },
    { name: 'changes of a quality', ask: (db) => listQualityChanges(db, 77, 20) },
  ];
}

/** Case files, how far they are, and what they are made from. */
function caseFiles(size: Size, page: number): LookUp[] {
  const ticket = size.tickets - (size.tickets % 10) - 7;
  const said = [1, 2].map((nth) => (ticket - 1) * size.messagesEach + nth);
  const shown = { audience: null, limit: page, before: null } as const;
  return [
    { name: 'case files of a ticket', ask: (db) => listCaseFiles(db, ticket, shown) },
    { name: 'case files to make', ask: (db) => listCaseFilesToMake(db, LATEST, page) },
    { name: 'one case file', ask: (db) => findCaseFile(db, 17) },
    { name: 'part of a case file', ask: (db) => readCaseFilePart(db, 17, 'zip', 0) },
    { name: 'messages of a case file', ask: (db) => listMaterialMessages(db, said) },
    { name: 'documents of a case file', ask: (db) => listMaterialDocuments(db, [ticket]) },
    { name: 'what a case file is about', ask: (db) => listMaterialConcerns(db, ticket) },
  ];
}

/** Verdicts, steps, recommended tests, and the documents that were given. */
function diagnoses({ tickets: last }: Size, page: number): LookUp[] {
  const tickets = Array.from({ length: page }, (_, index) => last - 5 - index);
  const withTests = (after: number) => (db: Db) =>
    listServicesWithTests(db, { limit: page + 1, after });
  return [
    { name: 'verdicts of a ticket', ask: (db) => listVerdicts(db, last - 5) },
    { name: 'steps of a ticket', ask: (db) => listSteps(db, last - 5) },
    { name: 'tests recommended for a service', ask: (db) => listTestsFor(db, 102) },
    { name: 'tests of a service alone', ask: (db) => listTestsOf(db, 102) },
    { name: 'tests for a customer of many', ask: (db) => listTestsForCustomer(db, 1) },
    { name: 'services with tests', ask: withTests(0) },
    { name: 'services with tests, deep', ask: withTests(last / 2) },
    { name: 'documents of mails', ask: (db) => listDocumentsOfMails(db, tickets) },
    { name: 'document by id', ask: (db) => findDocument(db, last - 5) },
    { name: 'verdicts to audit', ask: (db) => listVerdictContents(db, tickets) },
    { name: 'documents to audit', ask: (db) => listDocumentContents(db, tickets) },
  ];
}

/** The lines of the ledger, and the statements they left on. */
function ledger({ tickets: last }: Size, page: number): LookUp[] {
  const lines = (state: 'draft' | 'settled', before: number | null) => (db: Db) =>
    listCharges(db, { state, limit: page + 1, before });
  const statements = (customerId: number | null, before: number | null) => (db: Db) =>
    listStatements(db, { customerId, limit: page + 1, before });
  const span = { from: new Date(LATEST.getTime() - 31 * 86_400_000), to: LATEST };
  return [
    { name: 'charges to decide', ask: lines('draft', null) },
    { name: 'settled charges, deep', ask: lines('settled', last / 2) },
    { name: 'charges of a ticket', ask: (db) => listChargesOf(db, last - 5) },
    { name: 'charge of a verdict', ask: (db) => findChargeOfVerdict(db, 102) },
    { name: 'statements', ask: statements(null, null) },
    { name: 'statements, deep', ask: statements(null, last / 2) },
    { name: 'statements of a customer', ask: statements(1, null) },
    { name: 'lines of a statement', ask: (db) => listStatementLines(db, 102) },
    {
      name: 'what waits to be exported',
      ask: (db) => listWaiting(db, { limit: page, after: null }),
    },
    {
      name: 'what a customer has to export',
      ask: (db) => listTicketsToExport(db, { customerId: 1, ...span }),
    },
  ];
}

/** Invoices, their customers' and the desk's, and their disputes. */
function invoices({ tickets: last }: Size, page: number): LookUp[] {
  const since = readableSince(LATEST, 'Europe/Paris');
  const own = (customerId: number, before: Cursor | null) => (db: Db) =>
    listCustomerInvoices(db, { customerId, since, size: page, before });
  const all = (before: number | null) => (db: Db) => listInvoices(db, { limit: page + 1, before });
  const disputes = (open: boolean, before: number | null) => (db: Db) =>
    listDisputes(db, { open, limit: page + 1, before });
  return [
    { name: 'invoices of a customer of many', ask: own(1, null) },
    { name: 'invoices of a customer of many, deep', ask: own(1, { at: since, id: 1 }) },
    { name: 'invoices', ask: all(null) },
    { name: 'invoices, deep', ask: all(last / 2) },
    { name: 'invoice by number', ask: (db) => findInvoiceByNumber(db, 'F-102') },
    { name: 'invoice of a statement', ask: (db) => findInvoiceOfStatement(db, 102) },
    { name: 'lines of an invoice', ask: (db) => listInvoiceLines(db, 102) },
    { name: 'disputes to decide', ask: disputes(true, null) },
    { name: 'disputes decided, deep', ask: disputes(false, last / 2) },
    { name: 'disputes of an invoice', ask: (db) => listDisputesOf(db, 102) },
    { name: 'disputes about a ticket', ask: (db) => listDisputesAbout(db, last - 5) },
    { name: 'whether a dispute is decided', ask: (db) => hasOpenDispute(db, last - 5) },
    { name: 'whom an invoice is told to', ask: (db) => listContactsToTell(db, 77) },
    {
      name: 'tickets of a statement',
      ask: (db) => listTicketsCharged(db, { statementId: 102, state: 'exported' }),
    },
    {
      name: 'tickets of an invoice',
      ask: (db) => listTicketsCharged(db, { invoiceId: 102, state: 'invoiced' }),
    },
  ];
}

/** The manager's figures by month, over as long a period as they may be asked for. */
function year(): LookUp[] {
  const period = monthsOf({ months: '12' }, 'Europe/Paris', LATEST);
  const figures = (name: string, ask: LookUp['ask']): LookUp => ({
    name: `a year: ${name}`,
    ask,
    most: MOST_FOR_A_YEAR,
  });
  return [
    figures('time by outcome, agent and month', (db) => sumTime(db, period)),
    figures('time by service', (db) => sumTimeOfServices(db, period, 10)),
    figures('verdicts', (db) => countVerdicts(db, period)),
    figures('what became of charges', (db) => sumCharges(db, period)),
    figures('complaints received', (db) => countReceived(db, period)),
    figures('complaints answered in time', (db) => countAnswered(db, period, LATEST)),
    figures('redress of complaints', (db) => sumRedress(db, period)),
    {
      name: 'complaints that wait',
      ask: (db) => countWaiting(db, { now: LATEST, timeZone: 'Europe/Paris' }),
    },
  ];
}

function conduct(page: number): LookUp[] {
  const flags = (before: number | null) => (db: Db) =>
    listFlags(db, 77, { limit: page + 1, before });
  return [
    { name: 'block of a customer', ask: (db) => findBlock(db, 1) },
    { name: 'ended blocks of a customer', ask: (db) => listEndedBlocks(db, 1, page) },
    { name: 'conduct of a customer', ask: flags(null) },
    { name: 'conduct of a customer, deep', ask: flags(500) },
    { name: 'refused mail', ask: (db) => listRefusedMails(db, { limit: page + 1, before: null }) },
    {
      name: 'refused mail, deep',
      ask: (db) => listRefusedMails(db, { limit: page + 1, before: 5_000 }),
    },
    { name: 'notice of a ticket', ask: (db) => findContentNotice(db, 17) },
    { name: 'contract request of a ticket', ask: (db) => findContractRequest(db, 19) },
    {
      name: 'limits of contract requests',
      ask: (db) => listRequestLimits(db, [{ id: 19, kind: 'withdrawal' }]),
    },
    {
      name: 'whom a contract request is recalled to',
      ask: (db) => listRequestWatchers(db, null, { managers: true }),
    },
  ];
}

function vault({ tickets: last, messagesEach }: Size, page: number): LookUp[] {
  const key = { after: Math.floor(last / 2), limit: page };
  const other = { customerId: 77, teamId: 1 };
  return [
    { name: 'vault of a ticket', ask: (db) => listSecrets(db, 40) },
    { name: 'a secret', ask: (db) => findSecret(db, { id: 40, ticketId: 40 }) },
    { name: 'secrets to seal anew', ask: (db) => takeSecretsSealedWith(db, 'k1', key) },
    { name: 'team of somebody', ask: (db) => findTeamOf(db, 3) },
    { name: 'agreements of a customer', ask: (db) => listAgreements(db, 77, page) },
    { name: 'whether a customer agreed', ask: (db) => hasAgreed(db, other) },
    {
      name: 'message to redact',
      ask: (db) => findAuthoredMessage(db, (last - 5) * messagesEach),
    },
    { name: 'messages that may repeat it', ask: (db) => listAuthoredMessages(db, last - 5) },
    { name: 'raw mail of a redacted message', ask: (db) => dropRawMails(db, last - 5, [1]) },
    { name: 'raw mail that came again', ask: (db) => dropRawOfRedactedCopy(db, last - 5) },
    { name: 'our mails that may repeat it', ask: (db) => listWrittenMails(db, last - 5) },
    { name: 'drafts that may repeat it', ask: (db) => listDraftsOn(db, last - 5) },
    { name: 'refused mails that may repeat it', ask: (db) => listRefusedCopies(db, last - 5) },
  ];
}

function time({ tickets: last }: Size): LookUp[] {
  const ids = [last - 4, last - 9, last - 54];
  return [
    { name: 'time on a ticket', ask: (db) => listTimeEntries(db, last - 4) },
    { name: 'time on a ticket, as it is billed', ask: (db) => liveSeconds(db, last - 4) },
    { name: 'time that is not over', ask: (db) => endOfTimeAfter(db, 3, LATEST) },
    {
      name: 'timers seen on a ticket',
      ask: (db) => listTimersSeen(db, { ticketId: last - 4, userId: 3 }),
    },
    { name: 'somebody’s timer', ask: (db) => findTimerNamed(db, 3) },
    { name: 'timers that run for long', ask: (db) => lockUnwarnedTimers(db, LATEST, 50) },
    { name: 'audit: time', ask: (db) => listTimeOn(db, ids) },
  ];
}

function mail(size: Size, page: number): LookUp[] {
  const { tickets: last } = size;
  const undecided = Math.floor((last - 50) / 10) * 10 + 1;
  const incoming = (name: string, given: Partial<Parameters<typeof takeMail>[1]>): LookUp => ({
    name: `mail in: ${name}`,
    ask: (db) =>
      takeMail(db, {
        inboundEmailId: undecided,
        identities: [Buffer.alloc(32, 7), Buffer.alloc(32, 8)],
        sender: 'contact77@courriel.example',
        tokenTicket: null,
        messageIds: [],
        recipients: ['support@alize.example'],
        lately: new Date('2026-03-02T07:00:00.000Z'),
        ...given,
      }),
  });
  return [
    incoming('from a stranger', { sender: 'inconnu@courriel.example' }),
    {
      name: 'who takes part in a ticket',
      ask: (db) => loadTakingPart(db, { ticketId: last - 5, customerId: 77, most: 10 }),
    },
    { name: 'whom a reply is copied to', ask: (db) => listParticipants(db, last - 5) },
    { name: 'the mail of a message', ask: (db) => findMessageSource(db, last - 5, 1_000) },
    {
      name: 'what somebody takes part in',
      ask: (db) => listTakenPartIn(db, { userId: 77, limit: page }),
    },
    { name: 'answers from outside', ask: (db) => listJoinOffers(db, last - 5) },
    { name: 'tickets whose messages moved', ask: (db) => listJoined(db, last - 5) },
    {
      name: 'which mail came back',
      ask: (db) => findReturnedEmail(db, last - 5, [`out-${last - 5}@alize.example`]),
    },
    incoming('that answers one of ours', { messageIds: [`out-${last - 5}@alize.example`] }),
    incoming('that refers to many', {
      messageIds: Array.from({ length: 20 }, (_, index) => `in-${last - index}@courriel.example`),
    }),
    incoming('to the address of a long conversation', {
      tokenTicket: numberOf(size, last - 10),
      sender: 'agent30@alize.example',
    }),
    {
      name: 'addresses that take no mail',
      ask: (db) => findUnreachable(db, ['contact77@courriel.example', 'inconnu@courriel.example']),
    },
    { name: 'whom mail does not reach', ask: (db) => listMailTroubles(db, last - 5) },
    {
      name: 'whom mail does not reach, on a long conversation',
      ask: (db) => listMailTroubles(db, last - 10, [77]),
      most: MOST,
    },
    {
      name: 'tickets with mails to send again',
      ask: (db) => listTicketsToResend(db, [last - 5, last - 4, last - 3, last - 2]),
    },
    {
      name: 'tickets that a contact is concerned by',
      ask: (db) => listConcernedTickets(db, 77, 4),
    },
    { name: 'whether somebody is invited', ask: (db) => hasInvitation(db, 77, LATEST) },
    {
      name: 'who is owed acknowledgements',
      ask: (db) => listOwing(db, { calm: LATEST, longest: LATEST }, 100),
    },
    {
      name: 'acknowledgements that one got of late',
      ask: (db) =>
        countAcknowledgedAlone(
          db,
          'contact77@courriel.example',
          new Date('2026-03-02T07:00:00.000Z'),
        ),
    },
    { name: 'acknowledgements that one is owed', ask: (db) => lockOwed(db, 77, 100) },
    {
      name: 'how often somebody was told of a mail too large',
      ask: (db) => countToldTooLarge(db, 'contact77@courriel.example', LATEST),
    },
    { name: 'whether somebody wants optional mail', ask: (db) => wantsOptionalMail(db, 77) },
    { name: 'choices about mail', ask: (db) => findMailChoices(db, 77) },
    { name: 'mails held for a ticket', ask: (db) => countHeldMails(db, last - 10) },
    { name: 'key of a sending domain', ask: (db) => findSigningKey(db, 'alize.example') },
    { name: 'undecided mail', ask: (db) => listUndecided(db, 100, LATEST) },
    { name: 'quarantine', ask: (db) => listQuarantine(db, { limit: page + 1 }) },
    {
      name: 'quarantine, deep',
      ask: (db) => listQuarantine(db, { limit: page + 1, before: last / 2 }),
    },
    { name: 'mail that waits for a person, counted', ask: countMailTroubles },
    { name: 'mail that waits to be decided and sent', ask: (db) => countMailLines(db, 1_000) },
    { name: 'mail accounts', ask: listMailAccounts },
    { name: 'mail accounts to watch', ask: listWatchedAccounts },
    { name: 'mailboxes of mail accounts', ask: listAccountMailboxes },
    { name: 'secrets of mail accounts, by name', ask: listSecretNames },
    { name: 'secrets of a mail account', ask: (db) => listAccountSecrets(db, 1) },
    { name: 'mail account', ask: (db) => findMailAccount(db, 1) },
    { name: 'account of a mail', ask: (db) => findAccountOfMail(db, last) },
    { name: 'address that a ticket leaves by', ask: (db) => findTicketSender(db, last - 5) },
    { name: 'mailboxes', ask: (db) => listMailboxHealth(db, ['a', 'b']) },
    { name: 'beginnings of mails', ask: (db) => readRawBeginnings(db, [1, 11, 21]) },
    {
      name: 'kept UIDs of a mailbox',
      ask: (db) => listKeptUids(db, 'support', { uidValidity: 1, from: last - 100 }),
    },
    { name: 'replies to let go', ask: (db) => listRepliesToLetGo(db, LATEST, 100) },
    { name: 'a reply that may be held', ask: (db) => findWrittenReply(db, last) },
    { name: 'mail to send', ask: (db) => listDueOutboundEmails(db, LATEST, 100) },
    { name: 'captured mail', ask: (db) => listCapturedEmails(db, { limit: page + 1 }) },
    { name: 'outbox', ask: (db) => listOutbox(db, { limit: page + 1, before: null }) },
    { name: 'outbox, deep', ask: (db) => listOutbox(db, { limit: page + 1, before: last / 2 }) },
    { name: 'whose a mail is', ask: (db) => customerOfMail(db, 4) },
    { name: 'addressees of mails', ask: (db) => listMailAddressees(db, [1, 2, 3, STAFF]) },
    { name: 'Message-IDs of a thread', ask: (db) => listThreadIds(db, last - 5) },
    { name: 'Message-IDs of a long thread', ask: (db) => listThreadIds(db, last - 10) },
  ];
}

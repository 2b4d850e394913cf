import type {
  ConfirmationPage,
  DeadLinkPage,
  ForgottenPasswordPage,
  MailSentPage,
  NewPasswordPage,
  RegistrationPage,
  SignInPage,
} from './accounts.ts';
import type { CalendarPage, CalendarsPage } from './calendars.ts';
import type { CaseFilesPage } from './case-files.ts';
import type { ChargesPage, StatementPage, StatementsPage } from './charges.ts';
import type { ClaimsPage } from './claims.ts';
import type { ClockExplanation, PortalClockPage } from './clocks.ts';
import type {
  ComplaintAnswerPage,
  ComplaintBodiesPage,
  ComplaintRecordPage,
} from './complaint-desk.ts';
import type { ComplaintFiguresPage } from './complaint-figures.ts';
import type { ComplaintFormPage, EscalationPage } from './complaints.ts';
import type {
  BlockedDoorPage,
  ConductPage,
  NoticePage,
  NoticeSentPage,
  RefusedMailPage,
  RefusedMailsPage,
} from './conduct.ts';
import type {
  RequestConfirmPage,
  RequestDeskPage,
  RequestPage,
  RequestReviewPage,
  RequestSentPage,
  TurnPage,
} from './contract-requests.ts';
import type { CreditsPage } from './credits.ts';
import type { ContactPage, CustomerPage, CustomersPage, InvitationsPage } from './customers.ts';
import type { DiagnosisPage } from './diagnosis.ts';
import type { DiagnosisFiguresPage } from './diagnosis-figures.ts';
import type { DisputesPage } from './disputes.ts';
import type { ErrorPage } from './errors.ts';
import type { EventView } from './events.ts';
import type { FiguresPage } from './figures.ts';
import type { IntakeRulePage, IntakeRulesPage } from './intake-rules.ts';
import type {
  DisputeFormPage,
  InvoicePage,
  InvoicesPage,
  NewInvoicePage,
  OwnInvoicePage,
  OwnInvoicesPage,
} from './invoices.ts';
import type { QueueViewLink } from './layout.ts';
import type { MailAccountPage, MailAccountsPage, NewMailAccountPage } from './mail-accounts.ts';
import type { MailRulesPage } from './mail-rules.ts';
import type { MailboxesPage } from './mailboxes.ts';
import type { MessageFrame, MessageSourcePage, MessageView } from './messages.ts';
import type { OutboxMailPage, OutboxPage } from './outbox.ts';
import type { DkimPage, MailChoicesPage } from './outgoing.ts';
import type { PlanPage, PlansPage } from './plans.ts';
import type {
  IncidentPage,
  InformationRequestPage,
  PortalHomePage,
  PortalTicketPage,
  PortalTicketRow,
  PortalTicketSummary,
  PortalTicketsPage,
} from './portal.ts';
import type { QuarantinedMailPage, QuarantinePage } from './quarantine.ts';
import type { RecommendedTestsPage } from './recommended-tests.ts';
import type { ServicePage } from './services.ts';
import type {
  MaintenancePage,
  NewSuspensionPage,
  SuspensionPage,
  SuspensionsPage,
} from './suspensions.ts';
import type { AcceptancePage, TariffsPage } from './tariffs.ts';
import type { TeamPage, TeamsPage } from './teams.ts';
import type { CallPage, QueuePage, TicketPage, TicketRow, TicketSummary } from './tickets.ts';
import type { TimerChip } from './time.ts';
import type { RedactionPage, RevealedPage } from './vault.ts';
import type { ReportPage } from './verdicts.ts';

/** Every page of web/views and what it needs. */
export interface Pages {
  'sessions/new': SignInPage;
  'registrations/new': RegistrationPage;
  'registrations/sent': MailSentPage;
  'confirmations/show': ConfirmationPage;
  'passwords/forgotten': ForgottenPasswordPage;
  'passwords/sent': MailSentPage;
  'passwords/edit': NewPasswordPage;
  'links/dead': DeadLinkPage;
  'notices/new': NoticePage;
  'notices/sent': NoticeSentPage;
  'requests/new': RequestPage;
  'requests/review': RequestReviewPage;
  'requests/sent': RequestSentPage;
  'requests/confirm': RequestConfirmPage;
  'requests/decide': RequestDeskPage;
  'requests/turn': TurnPage;
  'mail_choices/show': MailChoicesPage;
  'vault/revealed': RevealedPage;
  'redactions/new': RedactionPage;
  'portal/home': PortalHomePage;
  'portal/tickets': PortalTicketsPage;
  'portal/ticket': PortalTicketPage;
  'portal/clock': PortalClockPage;
  'portal/diagnosis': ReportPage;
  'portal/blocked': BlockedDoorPage;
  'portal/incident': IncidentPage;
  'portal/information_request': InformationRequestPage;
  'portal/maintenance': MaintenancePage;
  'portal/invoices': OwnInvoicesPage;
  'portal/invoice': OwnInvoicePage;
  'portal/dispute': DisputeFormPage;
  'portal/complaint': ComplaintFormPage;
  'portal/escalation': EscalationPage;
  'complaints/escalation': EscalationPage;
  'tickets/index': QueuePage;
  'tickets/show': TicketPage;
  'clocks/show': ClockExplanation;
  'case_files/index': CaseFilesPage;
  'calls/new': CallPage;
  'claims/index': ClaimsPage;
  'charges/index': ChargesPage;
  'statements/index': StatementsPage;
  'statements/show': StatementPage;
  'complaint_desk/record': ComplaintRecordPage;
  'complaint_desk/answer': ComplaintAnswerPage;
  'complaint_desk/bodies': ComplaintBodiesPage;
  'conduct/show': ConductPage;
  'credits/index': CreditsPage;
  'invoices/index': InvoicesPage;
  'invoices/new': NewInvoicePage;
  'invoices/show': InvoicePage;
  'disputes/index': DisputesPage;
  'diagnosis/show': DiagnosisPage;
  'customers/index': CustomersPage;
  'customers/show': CustomerPage;
  'customers/contact': ContactPage;
  'invitations/index': InvitationsPage;
  'figures/index': FiguresPage;
  'figures/diagnosis': DiagnosisFiguresPage;
  'figures/complaints': ComplaintFiguresPage;
  'dkim/index': DkimPage;
  'outbox/index': OutboxPage;
  'outbox/show': OutboxMailPage;
  'intake_rules/index': IntakeRulesPage;
  'intake_rules/edit': IntakeRulePage;
  'mail_rules/index': MailRulesPage;
  'mailboxes/index': MailboxesPage;
  'mail_accounts/index': MailAccountsPage;
  'mail_accounts/new': NewMailAccountPage;
  'mail_accounts/edit': MailAccountPage;
  'quarantine/index': QuarantinePage;
  'messages/source': MessageSourcePage;
  'quarantine/show': QuarantinedMailPage;
  'refused_mails/index': RefusedMailsPage;
  'refused_mails/show': RefusedMailPage;
  'calendars/index': CalendarsPage;
  'calendars/edit': CalendarPage;
  'plans/index': PlansPage;
  'plans/edit': PlanPage;
  'tariffs/accept': AcceptancePage;
  'tariffs/index': TariffsPage;
  'teams/index': TeamsPage;
  'tests/index': RecommendedTestsPage;
  'teams/edit': TeamPage;
  'services/edit': ServicePage;
  'suspensions/index': SuspensionsPage;
  'suspensions/new': NewSuspensionPage;
  'suspensions/show': SuspensionPage;
  'errors/show': ErrorPage;
}

/**
 * The partials that are also pushed live: what they show, all of their audience may see. No form,
 * token or time of the reader's own.
 */
export interface Partials {
  'tickets/_row': TicketRow;
  'tickets/_status': TicketSummary;
  'tickets/_event': EventView;
  'messages/_message': MessageView;
  'portal/_ticket_row': PortalTicketRow;
  'portal/_ticket_status': PortalTicketSummary;
  /** The rail's views and counts, fetched again when the queue changes: GET /desk/views. */
  'tickets/_views_frame': { views: QueueViewLink[] };
  /** The reader's timer in the desk's header, which its own stop form's token is told: GET /desk/timer. */
  'layouts/_timer': TimerChip & { csrf: string };
  /** The document of a mail's sandboxed frame: GET /messages/:id/html. */
  'layouts/mail_frame': MessageFrame;
}

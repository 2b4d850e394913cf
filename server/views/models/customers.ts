import type { Choice, Form, Pager, TicketStatus } from './common.ts';
import type { CustomerConduct } from './conduct.ts';
import type { CustomerPlanView, ServiceRow } from './services.ts';
import type { AgreementsPanel } from './vault.ts';

export type Quality = 'consumer' | 'professional' | 'unknown';

export interface CustomerRow {
  id: string;
  name: string;
  quality: Quality;
  zone: string | null;
  contacts: number;
  openTickets: number;
}

export interface CustomersPage {
  rows: CustomerRow[];
  pager: Pager;
  query: string;
}

export interface ContactView {
  /** Where it is corrected; null where it may not be. */
  correctUrl: string | null;
  name: string;
  /** Null for who notified illegal content without leaving one. */
  email: string | null;
  /** `none`: known by mail only; `invited`: the mail left; `active`: signs in. */
  account: 'none' | 'invited' | 'active';
}

export interface CustomerPage {
  customer: {
    id: string;
    name: string;
    quality: Quality;
    zone: string | null;
    /** False while a stranger's mail is all we know of it. */
    confirmed: boolean;
  };
  contacts: ContactView[];
  tickets: { number: string; subject: string; status: TicketStatus; lastAt: Date }[];
  /** Numbers of those with a mail that did not arrive, and that has a corrected address to go to. */
  toResend: string[];
  /** Saying who a stranger turned out to be. */
  identity: Form<'name' | 'quality' | 'evidence'>;
  /** What became of its quality, the latest first. */
  qualities: { from: Quality; to: Quality; evidence: string; by: string; at: Date }[];
  invitation: Form<'name' | 'email'>;
  /** Where it is, as far as tax goes. */
  territory: { customerId: string; territories: string[]; form: Form<'territory'> };
  plan: CustomerPlanView;
  services: ServiceRow[];
  /** Whether its contacts take part in a ticket by answering it. */
  colleagues: { customerId: string; join: boolean; mayChoose: boolean };
  agreements: AgreementsPanel;
  canEditPlans: boolean;
  conduct: CustomerConduct;
}

/** Correcting what a contact is called and where its mail goes. */
export interface ContactPage {
  customer: { id: string; name: string };
  contact: { id: string; name: string; hasAccess: boolean };
  form: Form<'name' | 'email'>;
}

/** Inviting somebody to the portal, for a customer we know or a new one. */
export interface InvitationsPage {
  form: Form<'customer' | 'organisation' | 'quality' | 'name' | 'email'>;
  customers: Choice[];
  pending: { id: string; name: string; email: string; customer: string; expiresAt: Date }[];
}

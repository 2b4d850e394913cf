import type { Form, TicketStatus } from './common.ts';

/** One credential of a ticket's vault: never what it holds. */
export interface SecretRow {
  id: string;
  /** Null where the reader may not open it, where its key is missing, and once it is wiped. */
  label: string | null;
  keptAt: Date;
  keptBy: string;
  wipedAt: Date | null;
}

export type SecretForm = Form<'label' | 'login' | 'secret' | 'note'>;

/** `vault/_panel` on the desk, `vault/_own` on the portal. */
export interface VaultPanel {
  number: string;
  secrets: SecretRow[];
  /** False for staff whose team has no agreement of this customer's (H7). */
  open: boolean;
  /** Nothing more is put in the vault of a ticket that ended. */
  ended: boolean;
  form: SecretForm;
}

/** The answer that shows a credential, once. */
export interface RevealedPage {
  number: string;
  label: string;
  login: string | null;
  secret: string;
  note: string | null;
  /** Seconds until it is hidden again. */
  seconds: number;
}

/** What is to be taken out of a message, and put in the vault. */
export interface RedactionPage {
  number: string;
  subject: string;
  status: TicketStatus;
  action: string;
  back: string;
  message: { author: string; at: Date; body: string; quoted: string | null; hasHtml: boolean };
  /** Whether a credential was seen in it. */
  found: boolean;
  /** Whether the ticket still takes secrets. */
  takes: boolean;
  keep: boolean;
  /** A customer takes it out of what its own side wrote. */
  own: boolean;
  form: Form<'passages' | 'label' | 'login' | 'secret' | 'note'>;
}

export interface AgreementRow {
  id: string;
  team: string;
  evidence: string;
  recordedBy: string;
  recordedAt: Date;
  withdrawnBy: string | null;
  withdrawnAt: Date | null;
}

/** `customers/_agreements`: which teams outside the group work for a customer (2.4, H7). */
export interface AgreementsPanel {
  customerId: string;
  rows: AgreementRow[];
  teams: { value: string; label: string }[];
  mayRecord: boolean;
  form: Form<'team' | 'evidence'>;
}

/** A person's choices about our mail, by the link that stands in it. */
export interface MailChoicesPage {
  token: string;
  email: string;
  /** Staff have optional mails of their own. */
  isStaff: boolean;
  optional: boolean;
  /** Tickets whose mails come because this person takes part, without having opened them. */
  tickets: { number: string; subject: string }[];
}

/** A key that signs mails, or waits to. */
export interface DkimKeyView {
  selector: string;
  /** What is to be published: where, what, and the same as a zone file writes it. */
  recordName: string;
  recordValue: string;
  zoneLine: string;
  createdAt: Date;
  enabledAt: Date | null;
}

/** The keys that our mails are signed with, by domain. */
export interface DkimPage {
  domains: {
    domain: string;
    /** The addresses that mails of this domain are from; empty where none is any more. */
    addresses: string[];
    signing: DkimKeyView | null;
    waiting: DkimKeyView | null;
  }[];
}

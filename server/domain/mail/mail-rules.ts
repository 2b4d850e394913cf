/** What the provider settled about the mail that comes in. */
export type MailRules = {
  /** What becomes of a mail that is not from the known customer it names (see sender-proof). */
  readonly forgery: 'mark' | 'quarantine';
  /** Acknowledgements that a stranger gets in an hour; the rest are withheld. */
  readonly strangerAcknowledgements: number;
  /** Those that a known customer gets in an hour; the rest are owed, and come together (I2). */
  readonly knownAcknowledgements: number;
  /** Mails that join one ticket in an hour; the next waits for a person. */
  readonly ticketMails: number;
};

/** Until somebody settles them. */
export const MAIL_RULES: MailRules = {
  forgery: 'mark',
  strangerAcknowledgements: 5,
  knownAcknowledgements: 10,
  ticketMails: 20,
};

/** Why a mail could not be read within its budget: it is then quarantined, never dropped. */
export type UnreadableReason =
  | 'empty'
  | 'too_large'
  | 'too_many_parts'
  | 'too_deep'
  | 'header_too_large'
  | 'too_slow'
  | 'too_much_memory'
  | 'malformed';

/** Thrown by `parseMail`; `reason` is what the quarantine page explains to people. */
export class MailUnreadable extends Error {
  readonly reason: UnreadableReason;

  constructor(reason: UnreadableReason, detail: string) {
    super(`mail unreadable: ${reason} (${detail})`);
    this.name = 'MailUnreadable';
    this.reason = reason;
  }
}

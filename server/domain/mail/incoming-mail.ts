/**
 * A mail once read: plain values only, whatever the bytes were. The parser builds it
 * (`mail-gateway/parse`), the functions of this folder judge it; nothing here reads bytes.
 */

/** A mailbox as written in a header. `name` is '' where the sender gave none. */
export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

/** `name` is decoded but not made safe for a file system: see `safeFileName`. */
export interface MailAttachment {
  readonly name: string;
  readonly type: string;
  /** Decoded length in bytes. */
  readonly size: number;
  /** Without its angle brackets. */
  readonly contentId: string | null;
  readonly inline: boolean;
  readonly content: Uint8Array;
}

/** Header-like fields, lowercase names, values unfolded and decoded, in order of appearance. */
export type Fields = ReadonlyMap<string, readonly string[]>;

/** What a bounce, a complaint or a receipt shows of the mail it speaks of. */
export interface EmbeddedOriginal {
  readonly messageId: string | null;
  readonly headers: Fields;
}

export interface IncomingMail {
  /** Message-IDs are kept without angle brackets; an empty one is null and matches nothing. */
  readonly messageId: string | null;
  readonly inReplyTo: readonly string[];
  readonly references: readonly string[];
  /** The sender's own claim. The time that counts is the server's (I6). */
  readonly date: Date | null;
  /** Its address is '' where the sender wrote `<>`: nobody to answer. */
  readonly from: MailAddress | null;
  readonly sender: MailAddress | null;
  readonly replyTo: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** '' is the null sender `<>` of bounces; null means that no such header was there. */
  readonly returnPath: string | null;
  readonly subject: string;
  /** The text/plain parts; '' where the sender wrote HTML only. */
  readonly text: string;
  readonly html: string | null;
  /** What a person would read: `text`, or the HTML converted where there is no text. */
  readonly bodyText: string;
  readonly attachments: readonly MailAttachment[];
  readonly headers: Fields;
  /** Type of the whole mail, lowercase, such as `multipart/report`. */
  readonly contentType: string;
  /** RFC 3464: the first block is about the mail, each other one about a recipient. */
  readonly deliveryStatus: readonly Fields[];
  /** RFC 5965 (abuse complaint), null where the mail is not one. */
  readonly feedbackReport: Fields | null;
  /** RFC 8098 (read receipt), null where the mail is not one. */
  readonly dispositionNotification: Fields | null;
  readonly original: EmbeddedOriginal | null;
  /** Oddities met while reading, as short codes: `charset:mislabelled`, `signed:smime` … */
  readonly notes: readonly string[];
}

/** First value of a field, trimmed, or null. */
export function field(fields: Fields, name: string): string | null {
  return fields.get(name)?.[0]?.trim() ?? null;
}

/** All the values of a field. */
export function fieldValues(fields: Fields, name: string): readonly string[] {
  return fields.get(name) ?? [];
}

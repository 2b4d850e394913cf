/** What of a ticket's vault and of its redacted messages stands in its history (D7, V4). */
export type VaultEvent =
  | { type: 'secret_kept'; data: { secret: number } }
  | { type: 'secret_revealed'; data: { secret: number } }
  | { type: 'secrets_wiped'; data: { secrets: number[] } }
  /** From here on `digest` is the message's; nobody can compute the one it had. */
  | { type: 'message_redacted'; data: { message: number; digest: string } }
  /** The same of a note, which the customer knows nothing of (V6). */
  | { type: 'note_redacted'; data: { message: number; digest: string } };

/** What was met while a mail was read and its readers are told, the gravest first. */
export const TOLD_NOTES = [
  'encrypted_smime',
  'encrypted_pgp',
  'signed_smime',
  'signed_pgp',
  'html_cut',
] as const;

export type ToldNote = (typeof TOLD_NOTES)[number];

/** The codes of the reader of mails, as those that staff are told; the others concern nobody. */
export function toldNotes(notes: readonly string[]): ToldNote[] {
  const codes = new Set(notes.map((note) => note.replace(':', '_')));
  return TOLD_NOTES.filter((note) => codes.has(note));
}

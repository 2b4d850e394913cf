import type { Locale } from '../user/role.ts';

/** Staff's copy tells everything; the mediator's, and the customer's, leaves out what is internal. */
export const AUDIENCES = ['staff', 'mediator'] as const;
export type CaseFileAudience = (typeof AUDIENCES)[number];

export const CASE_FILE_STATES = ['queued', 'making', 'done', 'failed'] as const;
export type CaseFileState = (typeof CASE_FILE_STATES)[number];

/** Why one could not be made; each has its sentence. */
export const CASE_FILE_ERRORS = [
  'chain_broken',
  'words_altered',
  'file_altered',
  'too_large',
  'interrupted',
  'unexpected',
] as const;
export type CaseFileError = (typeof CASE_FILE_ERRORS)[number];

/** The two forms that it comes in: to be read, and to be checked. */
export const CASE_FILE_FORMS = ['pdf', 'zip'] as const;
export type CaseFileForm = (typeof CASE_FILE_FORMS)[number];

/** What it is of: the same four give the same bytes. */
export type CaseFileKey = {
  readonly ticketId: number;
  /** The last event that it tells of. */
  readonly upTo: number;
  readonly audience: CaseFileAudience;
  readonly locale: Locale;
};

/** What it is called by, in its file's names and at the foot of its pages: `2026-000318-E12-M`. */
export function caseFileReference(
  number: string,
  { upTo, audience }: Pick<CaseFileKey, 'upTo' | 'audience'>,
): string {
  return `${number}-E${upTo}-${audience === 'mediator' ? 'M' : 'S'}`;
}

import type { CaseFileError } from '../../domain/case-file/case-file.ts';
import type { Choice, Form, Locale, Pager } from './common.ts';

/** One of the two forms that a case file is downloaded in. */
export interface CaseFileDownload {
  url: string;
  size: number;
  /** SHA-256, in hexadecimal. */
  digest: string;
}

export interface CaseFileView {
  id: string;
  reference: string;
  audience: 'staff' | 'mediator';
  locale: Locale;
  upTo: { seq: number; at: Date };
  state: 'queued' | 'making' | 'done' | 'failed';
  /** Out of 100. */
  progress: number;
  requestedBy: string;
  requestedAt: Date;
  error: CaseFileError | null;
  pdf: CaseFileDownload | null;
  zip: CaseFileDownload | null;
}

/** A ticket's case files, and the form that asks for one; also shown as a frame of other pages. */
export interface CaseFilesPage {
  number: string;
  subject: string;
  isComplaint: boolean;
  /** Where it is shown and posted to. */
  path: string;
  back: string;
  /** Staff choose the copy and the event; a customer has one. */
  forStaff: boolean;
  form: Form<'audience' | 'locale' | 'up_to'>;
  audiences: ('staff' | 'mediator')[];
  locales: Choice[];
  /** The last event's number. */
  headSeq: number;
  files: CaseFileView[];
  /** Something is being made: the list asks again by itself. */
  making: boolean;
  pager: Pager;
}

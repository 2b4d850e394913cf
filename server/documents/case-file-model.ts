import type { CaseFileAudience } from '../domain/case-file/case-file.ts';
import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import type { ComplaintMeans } from '../domain/complaint/event.ts';
import type { ComplaintPath, PathEvent } from '../domain/complaint/path.ts';
import type { TicketKind } from '../domain/ticket/ticket.ts';

/** A ticket's whole history up to a named event, on paper (P3, V1). */
export type CaseFileModel = {
  readonly ticket: {
    readonly number: string;
    readonly subject: string;
    readonly kind: TicketKind;
    readonly openedAt: Date;
  };
  readonly audience: CaseFileAudience;
  /** The event that it goes up to, and what the chain comes to there. */
  readonly head: { readonly seq: number; readonly at: Date; readonly hash: string };
  /** Events that keep their place in the chain without being told. */
  readonly withheld: number;
  readonly provider: { readonly name: string; readonly postalAddress: string };
  readonly customer: string;
  readonly contact: { readonly name: string; readonly email: string };
  readonly complaint: CaseFileComplaint | null;
  readonly chronology: readonly {
    readonly seq: number;
    readonly at: Date;
    /** In the reader's language. */
    readonly sentence: string;
    /** Who did it; null for the helpdesk itself. */
    readonly by: string | null;
  }[];
  readonly messages: readonly CaseFileMessage[];
  readonly exhibits: readonly Exhibit[];
};

export type CaseFileComplaint = {
  readonly path: ComplaintPath;
  /** What the path is told by. */
  readonly events: readonly PathEvent[];
  readonly means: ComplaintMeans;
  /** What the customer asks for. */
  readonly wanted: string;
  readonly bodies: ComplaintBodies;
  readonly tickets: readonly {
    readonly number: string;
    readonly subject: string;
    readonly receivedAt: Date;
  }[];
  readonly invoices: readonly {
    readonly number: string;
    readonly issuedOn: string;
    readonly totalCents: number;
  }[];
};

export type CaseFileMessage = {
  /** The event that it was said by. */
  readonly seq: number;
  readonly at: Date;
  readonly what:
    | 'complaint'
    | 'escalation'
    | 'answer'
    | 'reply'
    | 'message'
    | 'note'
    | 'held_reply';
  readonly author: string;
  readonly subject: string | null;
  readonly body: string;
  readonly quoted: string;
  /** When something was taken out of it. */
  readonly redactedAt: Date | null;
  /** Numbers of the exhibits that came with it. */
  readonly exhibits: readonly number[];
};

export type Exhibit = {
  readonly number: number;
  /** What it is called by, as it was given. */
  readonly name: string;
  /** Where the archive has it. */
  readonly path: string;
  readonly kind: 'attachment' | 'diagnosis_report' | 'complaint_answer' | 'invoice';
  /** The event that it came or left with; null for an invoice concerned. */
  readonly seq: number | null;
  readonly size: number;
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly sha256: string;
};

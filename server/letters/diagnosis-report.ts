import type { DiagnosisOutcome } from '../domain/diagnosis/outcome.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Letter, Recipient } from './letter.ts';

/** What of a report the letter says itself; the rest is in the document that it carries. */
export type ReportedVerdict = {
  readonly outcome: DiagnosisOutcome;
  readonly reasons: string;
  readonly replaces: { readonly reference: string; readonly at: Date } | null;
  readonly charge:
    | {
        readonly due: true;
        readonly price: 'gross' | 'net';
        readonly netCents: number;
        readonly grossCents: number;
      }
    | { readonly due: false; readonly reason: string };
  readonly pronouncedBy: string;
};

/** Tells a customer what the diagnosis ended with, why, and what it costs; it carries the report. */
export function diagnosisReportLetter(
  to: Recipient,
  ticket: Pick<Ticket, 'number' | 'subject'>,
  {
    report: { outcome, reasons, replaces, charge, pronouncedBy },
    ...about
  }: { report: ReportedVerdict; providerName: string; reportUrl: string },
): Letter {
  return {
    name: 'diagnosis_report',
    to,
    automatic: false,
    model: {
      number: ticket.number,
      ticketSubject: ticket.subject,
      outcomeWords: `diagnosis.told.${outcome}`,
      reasons,
      replaces,
      due: charge.due,
      costWords: charge.due
        ? `letters.diagnosis_report.due_${charge.price}`
        : `documents.diagnosis_report.nothing.${charge.reason}`,
      netCents: charge.due ? charge.netCents : 0,
      grossCents: charge.due ? charge.grossCents : 0,
      authorName: pronouncedBy,
      ...about,
    },
  };
}

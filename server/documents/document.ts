import type { Provider } from '../domain/provider/provider.ts';
import type { Locale } from '../domain/user/role.ts';
import type { CaseFileModel } from './case-file-model.ts';
import type { ComplaintAnswerLetter } from './complaint-answer.ts';
import type { DiagnosisReport } from './diagnosis-report.ts';
import type { StatementModel } from './statement.ts';

/** What each document is made from; a document has its file here and its words in the locales. */
export interface DocumentModels {
  diagnosis_report: DiagnosisReport;
  statement: StatementModel;
  complaint_answer: ComplaintAnswerLetter;
  case_file: CaseFileModel;
}
export type DocumentName = keyof DocumentModels;

/** A document before it is put into words and on paper. */
export type Document<Name extends DocumentName = DocumentName> = {
  [N in Name]: {
    readonly name: N;
    readonly model: DocumentModels[N];
    /** What it is called by, at the foot of every page: `2026-000318-D1`. */
    readonly reference: string;
    readonly locale: Locale;
    /** The date it bears. The same document made again is the same bytes. */
    readonly createdAt: Date;
    readonly provider: Provider;
    /** Whom it is for: a name, then an address where there is one, a line each. */
    readonly to: readonly string[];
  };
}[Name];

/** Writes a document as a PDF. It throws for no text, whatever its script. */
export type RenderDocument = (document: Document) => Promise<Uint8Array>;

import type { ChargePanel } from './charges.ts';
import type { TicketKind } from './common.ts';
import type { StepsSheet } from './diagnosis-steps.ts';
import type { TimeSheet } from './time.ts';
import type { VerdictSheet } from './verdicts.ts';

/** A diagnosis at work on a ticket: its time, and what the other parts of the page show. */
export interface DiagnosisPage {
  ticket: { id: string; number: string; subject: string; kind: TicketKind; customer: string };
  /** The page is fetched again, as it stands, when something happens to its ticket. */
  streams: string[];
  url: string;
  time: TimeSheet;
  steps: StepsSheet;
  verdict: VerdictSheet;
  charge: ChargePanel;
}

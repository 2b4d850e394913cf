import type { DiagnosisOutcome } from './outcome.ts';

export type TimeOrigin = 'timer' | 'manual';
export const TEST_RESULTS = ['passed', 'failed', 'inconclusive'] as const;
export type TestResult = (typeof TEST_RESULTS)[number];

/** What of a diagnosis stands in its ticket's history (D1, D2, D7). */
export type DiagnosisEvent =
  | { type: 'timer_started'; data: Record<string, never> }
  | {
      type: 'time_recorded';
      data: {
        entry: number;
        /** Whose time it is; the actor may be a colleague who corrects, or the product. */
        user: number;
        origin: TimeOrigin;
        started_at: string;
        ended_at: string;
        seconds: number;
        digest: string;
        corrects?: number;
      };
    }
  | {
      type: 'step_recorded';
      data: { step: number; message: number } & (
        | { kind: 'finding' }
        | { kind: 'test'; test: number | null; result: TestResult }
      );
    }
  | {
      type: 'access_recorded';
      data: {
        step: number;
        message: number;
        service: number | null;
        started_at: string;
        ended_at: string;
      };
    }
  | { type: 'collaboration_requested'; data: { step: number; message: number } }
  /** `replaces`: the verdict that this one changes; `note`: the message that says why. */
  | {
      type: 'diagnosis_concluded';
      data: {
        verdict: number;
        outcome: DiagnosisOutcome;
        seconds: number;
        digest: string;
        report: { document: number; digest: string };
        replaces?: number;
        note?: number;
      };
    };

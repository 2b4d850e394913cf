import type { AttachmentLimits, Choice, Form } from './common.ts';
import type { AttachmentView } from './messages.ts';

export type TestResultView = 'passed' | 'failed' | 'inconclusive';

/** `diagnosis/_steps`: what was tested, found, accessed and asked for, and how more is recorded. */
export interface StepsSheet {
  number: string;
  /** No step is added to what is no incident, or has ended; an access still is: it did happen. */
  goesOn: boolean;
  mayAccess: boolean;
  steps: StepView[];
  /** Recommended tests, with their last result. */
  recommended: { id: string; wording: string; result: TestResultView | null }[];
  services: Choice[];
  testChoices: Choice[];
  /** Times are typed on the reader's own clock. */
  zone: string;
  test: Form<'test' | 'wording' | 'result' | 'observed' | 'attachments'>;
  finding: Form<'found' | 'attachments'>;
  access: Form<'service' | 'started_at' | 'ended_at' | 'purpose'>;
  collaboration: Form<'asked'>;
  limits: AttachmentLimits;
}

export interface StepView {
  id: string;
  kind: 'test' | 'finding' | 'access' | 'collaboration';
  /** Of a test, what was tested. */
  wording: string | null;
  result: TestResultView | null;
  said: string;
  service: string | null;
  startedAt: Date | null;
  endedAt: Date | null;
  recordedAt: Date;
  recordedBy: string;
  answeredAt: Date | null;
  attachments: AttachmentView[];
}

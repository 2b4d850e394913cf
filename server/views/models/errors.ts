/** The refusals people meet. Each says what happened and what to do. */
export type ErrorStatus = 403 | 404 | 413 | 419 | 429 | 500;

export interface ErrorPage {
  status: ErrorStatus;
  /** 413: the most that is accepted, in bytes; else null. */
  limit: number | null;
  /** 429: minutes to wait; else null. */
  minutes: number | null;
  /** A name to give to support that finds the trouble in the logs; null when there is none. */
  reference: string | null;
  /** 419: what was written in the form that came too late, given back to be copied; else empty. */
  typed: string[];
}

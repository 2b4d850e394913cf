import { type DiagnosisOutcome, isBillable, OUTCOMES } from '../diagnosis/outcome.ts';

/** What recorded time came to: its ticket's outcome as it stands, or why there is none. */
export const TIME_CLASSES = [...OUTCOMES, 'not_concluded', 'other_kinds'] as const;
export type TimeClass = (typeof TIME_CLASSES)[number];

/** The same by what it means for a bill; the first is the one that may be billed (D3). */
export const TIME_SHARES = ['billable', 'not_billable', 'not_concluded', 'other_kinds'] as const;
export type TimeShare = (typeof TIME_SHARES)[number];

/** `other_kinds`: time on what is no incident, billable only under an accepted quotation (D3). */
export function timeShare(of: TimeClass): TimeShare {
  if (of === 'not_concluded' || of === 'other_kinds') return of;
  return isBillable(of satisfies DiagnosisOutcome) ? 'billable' : 'not_billable';
}

/**
 * What became of a charge, one of these at a time: billed from the export on, unless another line
 * took it back, before it left the house or after.
 */
export const FATES = ['billed', 'approved', 'draft', 'waived', 'reversed'] as const;
export type Fate = (typeof FATES)[number];

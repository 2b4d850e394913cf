import type { PathQuality } from './event.ts';

/** What a complaint is about, as staff say it, for the figures. */
export const CAUSES = [
  'billing',
  'quality_of_service',
  'support',
  'contract',
  'personal_data',
  'other',
] as const;
export type Cause = (typeof CAUSES)[number];

/** A complaint as its row says it, beside its ticket. Its path is what its history tells. */
export type Complaint = {
  readonly ticketId: number;
  readonly customerId: number;
  readonly quality: PathQuality;
  readonly level: 1 | 2 | 3;
  readonly cause: Cause | null;
  /** What the customer asks for. */
  readonly wanted: string;
  /** `YYYY-MM-DD` in the provider's zone. */
  readonly receivedOn: string;
  /** The end of the last day of the level that was asked last. */
  readonly dueAt: Date;
  readonly endedAt: Date | null;
};

import type { Cause } from './cause.ts';
import type { PathQuality } from './event.ts';

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
  /** Until when something is owed now, by the provider or by the mediator; null where nothing is. */
  readonly owedAt: Date | null;
  readonly endedAt: Date | null;
};

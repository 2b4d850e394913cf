import type { Impact, Priority, Urgency } from '../plan/priority.ts';
import type { JudgedBy } from './judged-by.ts';
import type { TicketStatus } from './status.ts';

/** The two regimes of handling (4.1, H1): what calendars and plans speak of. */
export const REGIMES = ['incident', 'information_request'] as const;
export type Regime = (typeof REGIMES)[number];

/** What a ticket is of; the kind decides the clock (H2). */
export const KINDS = [
  ...REGIMES,
  'billing_dispute',
  'content_notice',
  'complaint',
  'withdrawal',
  'cancellation',
  'termination',
] as const;
export type TicketKind = (typeof KINDS)[number];

/** What a ticket may be requalified from and to; a dispute stays what its customer made it. */
export const REQUALIFIABLE: readonly TicketKind[] = [...REGIMES, 'content_notice'];

/** Only incidents are handled day and night; everything else in business hours (4.1). */
export function regimeOf(kind: TicketKind): Regime {
  return kind === 'incident' ? 'incident' : 'information_request';
}

/** How a ticket came in (I1). */
export const CHANNELS = ['email', 'portal', 'telephone', 'letter'] as const;
export type Channel = (typeof CHANNELS)[number];

export type Ticket = {
  readonly id: number;
  /** `2026-000318`: the year of receipt and a running number (I2). */
  readonly number: string;
  readonly kind: TicketKind;
  readonly status: TicketStatus;
  readonly channel: Channel;
  readonly subject: string;
  readonly customerId: number;
  readonly requesterId: number;
  readonly assigneeId: number | null;
  readonly serviceId: number | null;
  readonly impact: Impact;
  readonly urgency: Urgency;
  readonly priority: Priority;
  /** The versions it is judged by; null where the provider had no plan yet. */
  readonly judgedBy: JudgedBy | null;
  /** The tariff of a diagnosis as it was told at the declaration (D4); null where none was. */
  readonly tariffVersionId: number | null;
  /** I6: our own date, never the sender's. */
  readonly receivedAt: Date;
  /** The ticket it ended in, where it said the same as another. */
  readonly mergedIntoId: number | null;
  readonly lastActivityAt: Date;
  /** The last thing that its customer may know of. */
  readonly lastPublicAt: Date;
  readonly closedAt: Date | null;
  readonly headSeq: number;
  readonly headHash: Uint8Array;
};

/** The number that people read (I2). `year` is the year of receipt in the provider's zone. */
export function ticketNumber(year: number, serial: number): string {
  return `${year}-${String(serial).padStart(6, '0')}`;
}

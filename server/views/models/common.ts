import type { TargetName } from '../../domain/sla/target.ts';
import type { Locale } from '../locale.ts';

export type { Locale };

export type Regime = 'incident' | 'information_request';
export type TicketKind =
  | Regime
  | 'billing_dispute'
  | 'content_notice'
  | 'complaint'
  | 'withdrawal'
  | 'cancellation'
  | 'termination';

export type TicketStatus = 'new' | 'open' | 'waiting_customer' | 'resolved' | 'closed' | 'refused';

export type Channel = 'email' | 'portal' | 'phone' | 'letter';

/** Words by their key in web/locales, so that one model serves every language. */
export interface Phrase {
  key: string;
  params?: Record<string, unknown>;
}

/**
 * A form as it is shown: empty, or as it came back with what was typed. `errors` is by field;
 * `error` speaks of the whole form. Answer 422 with it, 303 when all is well.
 */
export interface Form<Field extends string> {
  values: Partial<Record<Field, string>>;
  errors: Partial<Record<Field, Phrase>>;
  error: Phrase | null;
}

export interface Person {
  id: string;
  name: string;
}

/** One choice of a list, already in the reader's words. */
export interface Choice {
  value: string;
  label: string;
}

/** Older entries are asked for by cursor; null at the end of the list. */
export interface Pager {
  older: string | null;
  /** Back to the newest, null when they are shown. */
  newest: string | null;
}

/** What a clock's figure tells: time left, time past, or time taken. */
export type ClockViewState = 'running' | 'near' | 'paused' | 'met' | 'breached';

/**
 * A commitment's clock as a row or a panel shows it (H3, H4). The same for every reader: what moves
 * with the time of day is told as of the rendering, and the browser goes on from `ahead`.
 */
export interface ClockView {
  name: TargetName;
  state: ClockViewState;
  /** Null while no end of a pause is known. */
  dueAt: Date | null;
  /** Minutes left as they are counted; since the due time when breached; taken when met. */
  minutes: number;
  /** The part of the time that is used, 0 to 1. */
  used: number;
  /** Minutes of the whole target. */
  total: number;
  /** Stretches that will count, up to the due time; milliseconds. Empty where nothing runs. */
  ahead: readonly (readonly [from: number, to: number])[];
}

export function emptyForm<Field extends string>(
  values: Partial<Record<Field, string>> = {},
): Form<Field> {
  return { values, errors: {}, error: null };
}

/** Told before sending, refused with words after. */
export interface AttachmentLimits {
  /** Bytes, all files together. */
  total: number;
  count: number;
}

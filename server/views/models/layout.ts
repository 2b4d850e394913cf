import type { Phrase } from './common.ts';
import type { TimerChip } from './time.ts';

/** What the reader chose, kept in cookies so that the first paint is already right. */
export interface Preferences {
  theme: 'auto' | 'light' | 'dark';
  density: 'comfortable' | 'compact';
  /** Single-key shortcuts can be switched off (WCAG 2.1.4). */
  shortcuts: boolean;
}

/** Said once, after something was done. */
export interface Flash {
  tone: 'success' | 'info' | 'error';
  text: Phrase;
}

export interface ProviderView {
  name: string;
  /** As shown and as dialled are the same text; null when the provider has no phone. */
  phone: string | null;
  email: string;
  /** When the phone is answered (I1). */
  opening: OpeningView;
  hours: HoursView;
}

export interface OpeningView {
  open: boolean;
  /** When it closes if open, else when it opens again. */
  changesAt: Date | null;
  /** Too far off for a weekday alone: told with its date. */
  far: boolean;
}

/** Opening hours as they come back week after week, told on the wall clock of `zone`. */
export interface HoursView {
  days: readonly { from: string; to: string; intervals: readonly (readonly [string, string])[] }[];
  zone: string;
  exceptHolidays: boolean;
}

export interface SignedInView {
  id: string;
  name: string;
  /** Under the name: the customer's for a customer, the role's words for staff. */
  role: string;
  /** A customer's IANA zone, told beside the provider's; null for staff. */
  zone: string | null;
}

interface EveryLayout {
  preferences: Preferences;
  flash: Flash | null;
  provider: ProviderView;
  /** The page's own path and query, to come back to after changing a preference. */
  path: string;
  csrf: string;
}

export type QueueViewName =
  | 'mine'
  | 'unassigned'
  | 'late'
  | 'complaints'
  | 'open'
  | 'waiting'
  | 'resolved'
  | 'closed'
  | 'all';

/** One view of the rail. Counting stops at `limit`: a big table is never counted whole. */
export interface QueueViewLink {
  name: QueueViewName;
  /** Null where nobody needs the figure. */
  count: number | null;
  limit: number;
  current: boolean;
}

/** Pages of one kind of work. */
export interface RailGroup {
  key: string;
  links: RailLink[];
}

export interface RailLink {
  href: string;
  glyph: string;
  key: string;
  /** The reader is there. */
  on: boolean;
  /** How many things there wait for a person; 0 says nothing. */
  count: number;
}

export type DeskSection =
  | 'queue'
  | 'calls'
  | 'customers'
  | 'figures'
  | 'invitations'
  | 'intake-rules'
  | 'mail-rules'
  | 'mailboxes'
  | 'mail-accounts'
  | 'quarantine'
  | 'refused-mails'
  | 'outbox'
  | 'dkim'
  | 'suspensions'
  | 'calendars'
  | 'plans'
  | 'credits'
  | 'billing'
  | 'tariffs'
  | 'tests'
  | 'disputes'
  | 'complaints'
  | 'complaint-bodies'
  | 'teams';

export interface DeskLayout extends EveryLayout {
  name: 'desk';
  user: SignedInView;
  views: QueueViewLink[];
  section: DeskSection;
  /** What is in the search field. */
  query: string;
  can: {
    work: boolean;
    /** Everything but complaints: an officer alone sees neither the queue nor the search. */
    handle: boolean;
  };
  /** What the rail offers below the queue's views. */
  groups: RailGroup[];
  /** Null for those who don't work on tickets. */
  chip: TimerChip | null;
}

export interface PortalLayout extends EveryLayout {
  name: 'portal';
  user: SignedInView;
  section: 'home' | 'tickets' | 'invoices' | 'maintenance' | 'new' | 'none';
}

export interface PlainLayout extends EveryLayout {
  name: 'plain';
}

export type Layout = DeskLayout | PortalLayout | PlainLayout;

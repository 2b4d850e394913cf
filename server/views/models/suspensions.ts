import type { Form, Pager } from './common.ts';

export type WindowCause = 'maintenance' | 'suspension' | 'force_majeure';
export type WindowStage = 'coming' | 'current' | 'past' | 'cancelled';

/** When services are suspended, and why. */
export interface WindowView {
  id: string;
  cause: WindowCause;
  stage: WindowStage;
  title: string;
  details: string;
  startsAt: Date;
  endsAt: Date | null;
  expectedEndAt: Date | null;
}

export interface SuspensionsPage {
  current: (WindowView & { services: number })[];
  coming: (WindowView & { services: number })[];
  past: (WindowView & { services: number })[];
  /** Further back, only what is past is shown. */
  first: boolean;
  pager: Pager;
}

export type WindowField =
  | 'cause'
  | 'title'
  | 'details'
  | 'starts'
  | 'ends'
  | 'expected'
  | 'services'
  | 'search'
  | 'confirm';

export interface ServiceChoice {
  id: string;
  name: string;
  customer: string;
  chosen: boolean;
}

export interface NewSuspensionPage {
  form: Form<WindowField>;
  /** The provider's zone, in which times are written. */
  zone: string;
  all: boolean;
  services: ServiceChoice[];
  /** What was looked for; null before. */
  searched: string | null;
  /** There are more than are shown. */
  more: boolean;
}

export interface SuspensionPage {
  window: WindowView;
  publishedAt: Date;
  publishedBy: string;
  cancelledAt: Date | null;
  services: { name: string; customer: { id: string; name: string } }[];
  /** How many more than are shown. */
  others: number;
  notices: {
    news: 'published' | 'changed' | 'cancelled' | 'termination';
    at: Date;
    by: string | null;
    told: number;
    /** Still being told. */
    unfinished: boolean;
  }[];
  /** Force majeure: from when the customers may terminate (R6). */
  terminationAt: Date | null;
  zone: string;
  form: Form<WindowField>;
  cancellation: Form<WindowField>;
}

/** A window as one customer may see it: with its own services. */
export interface OwnWindowView extends WindowView {
  services: string[];
  /** Force majeure that lasted: since when it may terminate. */
  mayTerminateSince: Date | null;
}

export interface MaintenancePage {
  current: OwnWindowView[];
  coming: OwnWindowView[];
  past: OwnWindowView[];
  customerZone: string;
  /** The address of the calendar feed, the reader's own. */
  feedUrl: string;
}

/** What is told of windows where the reader looks at something else. */
export interface WindowNotices {
  windows: WindowView[];
  customerZone: string;
}

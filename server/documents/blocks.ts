import type { TimeStyle } from '../views/format.ts';
import type { Translate } from '../views/i18n.ts';

/** What documents are made of, from top to bottom. */
export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  /** Within what a heading heads. */
  | { readonly kind: 'subheading'; readonly text: string }
  /** What follows begins a page. */
  | { readonly kind: 'page' }
  /** Line breaks are kept. `strong`: what the reader looks for; `small`: what is said in passing. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly style?: 'strong' | 'small' }
  | { readonly kind: 'facts'; readonly rows: readonly (readonly [label: string, value: string])[] }
  | Table;

export type Table = {
  readonly kind: 'table';
  /** `share`: how much of the width, against the others'. Figures stand at the right. */
  readonly columns: readonly {
    readonly head: string;
    readonly share: number;
    readonly figures?: boolean;
  }[];
  readonly rows: readonly (readonly string[])[];
  /** A last row that sums up. */
  readonly total?: readonly string[];
};

/** A document in words, ready for the paper. */
export type Written = { readonly title: string; readonly blocks: readonly Block[] };

/** How one reader's language says things; times are told in the provider's zone. */
export type Words = {
  readonly t: Translate;
  money(cents: number): string;
  figure(value: number): string;
  at(instant: Date, style: TimeStyle): string;
  /** A day of the calendar that no zone moves: `2026-05-01`. */
  day(date: string, style?: TimeStyle): string;
  /** The city that the provider's zone is named by. */
  readonly zone: string;
  /** Seconds as a stopwatch shows them: 872 is `00:14:32`. */
  duration(seconds: number): string;
  /** A file's size: 1 258 291 bytes is `1,3 Mo`. */
  bytes(count: number): string;
};

/** Puts a document's model into words. */
export type Compose<Model> = (model: Model, words: Words) => Written;

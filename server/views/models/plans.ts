import type { Choice, Form, Phrase, Regime } from './common.ts';

export type PriorityName = 'urgent' | 'high' | 'normal' | 'low';
export type TargetName = 'first_response' | 'next_update' | 'diagnosis' | 'restoration';

export interface TargetCell {
  kind: Regime;
  priority: PriorityName;
  target: TargetName;
  /** The field: `incident_urgent_first_response`. */
  name: string;
  value: string;
  wrong: boolean;
  /** What stands where the cell is empty. */
  otherwise: string;
}

export interface TargetsTable {
  kinds: { kind: Regime; rows: { priority: PriorityName; cells: TargetCell[] }[] }[];
  /** What is wrong with a cell, said once above them all. */
  error: Phrase | null;
}

export interface PlanRow {
  id: string;
  name: string;
  /** Base support: no commitment (H3). */
  base: boolean;
  version: number;
  /** Null where it has always been in force. */
  effectiveFrom: Date | null;
  /** Not in force yet. */
  coming: boolean;
  calendars: { kind: Regime; name: string }[];
  /** Minutes to the first response of an urgent incident, as it is written; empty for none. */
  firstResponse: string;
  restoration: string;
}

export interface PlansPage {
  rows: PlanRow[];
}

export interface PlanPage {
  /** Null while it is new. */
  plan: { id: string; name: string; version: number } | null;
  /** Base support promises nothing: no times are asked for (H3). */
  base: boolean;
  action: string;
  form: Form<string>;
  calendars: Choice[];
  targets: TargetsTable;
  steps: number[];
  audiences: readonly string[];
  /** The provider's zone, in which the entry into force is told. */
  zone: string;
  versions: { version: number; at: Date | null; inForce: boolean; coming: boolean }[];
}

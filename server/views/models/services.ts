import type { Choice, Form } from './common.ts';
import type { TargetsTable } from './plans.ts';

/** A customer's support plan; its form where the reader may change it. */
export interface CustomerPlanView {
  name: string;
  base: boolean;
  form: Form<'plan'>;
  choices: Choice[];
  /** What base support is called. */
  baseName: string;
}

export interface ServiceRow {
  id: string;
  name: string;
  /** Its own plan; null for the customer's. */
  plan: string | null;
  priceCents: number | null;
  /** Whether particular conditions stand before the plan's times. */
  conditions: boolean;
  endedAt: Date | null;
}

export interface ServicePage {
  customer: { id: string; name: string };
  /** Null while it is new. */
  service: {
    id: string;
    name: string;
    priceCents: number | null;
    endedAt: Date | null;
  } | null;
  action: string;
  canEdit: boolean;
  form: Form<string>;
  plans: Choice[];
  /** The customer's own plan, that stands where none is chosen. */
  customerPlan: string;
  /** What the service has now: its plan, and the times that follow from it. */
  planName: string;
  promised: boolean;
  /** Whether particular conditions are recorded, and shown at once. */
  hasConditions: boolean;
  targets: TargetsTable;
}

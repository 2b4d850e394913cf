import type { Form, Pager } from './common.ts';

/** The tests recommended for one service, or for all. */
export interface RecommendedTestsPage {
  /** Null where the tests are those for every service. */
  service: { id: string; name: string; customer: string } | null;
  tests: { id: string; wording: string; first: boolean; last: boolean }[];
  /** Services that have tests of their own. */
  services: { id: string; name: string; customer: string; tests: number }[];
  pager: Pager;
  form: Form<'wording'>;
}

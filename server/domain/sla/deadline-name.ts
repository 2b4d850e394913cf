import { TARGET_NAMES } from './target.ts';

/** What something can be owed for: the targets, and what the provider reminds people of. */
export const DEADLINE_NAMES = [
  ...TARGET_NAMES,
  'update_reminder',
  'waiting_reminder',
  'waiting_close',
  'complaint_level_1',
  'complaint_level_2',
  'mediation',
  'refund',
  'termination',
] as const;
export type DeadlineName = (typeof DEADLINE_NAMES)[number];

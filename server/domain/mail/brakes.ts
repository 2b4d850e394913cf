import type { MailRules } from './mail-rules.ts';

/**
 * What becomes of the acknowledgement that a request is owed (I2):
 *
 * - `now`: it leaves with the ticket;
 * - `owed`: it comes with others, in one letter, within the hour;
 * - `withheld`: whoever floods us as a stranger may not be who is written to;
 * - `never`: a machine wrote, or nobody who can be told.
 */
export type Acknowledging = 'now' | 'owed' | 'withheld' | 'never';

/** An hour, which is what the brakes count. */
export const LATELY_MS = 3_600_000;

const MINUTE = 60_000;
/** Nothing more came for this long: the flood is over. */
const CALM_MS = 5 * MINUTE;
/** Sweeps come each minute and may be late: the letter is gone by the end of the hour all the same. */
const LONGEST_MS = 50 * MINUTE;

/**
 * Nobody is written to more often than `rules` let in an hour. A stranger's further acknowledgements
 * are withheld, since the address may be a third party's; a known customer's are never dropped.
 *
 * @param lately how many acknowledgement letters its sender got in the last hour
 */
export function acknowledging(
  { known, lately }: { known: boolean; lately: number },
  rules: Pick<MailRules, 'knownAcknowledgements' | 'strangerAcknowledgements'>,
): Exclude<Acknowledging, 'never'> {
  if (known) return lately < rules.knownAcknowledgements ? 'now' : 'owed';
  return lately < rules.strangerAcknowledgements ? 'now' : 'withheld';
}

/** Mails that are decided at the same moment, and see each other's acknowledgements not yet. */
const AT_ONCE = 4;

/** Whether a stranger is so near to its last acknowledgement that it is worth counting one by one. */
export function isNearlyHeld(
  lately: number,
  { strangerAcknowledgements }: Pick<MailRules, 'strangerAcknowledgements'>,
): boolean {
  return lately < strangerAcknowledgements && lately + AT_ONCE >= strangerAcknowledgements;
}

/**
 * When what one sender is owed is told: once the flood is over, within the hour anyway.
 *
 * @returns it is due where the newest came before `calm`, or the oldest before `longest`
 */
export function groupDue(now: Date): { calm: Date; longest: Date } {
  const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds);
  return { calm: ago(CALM_MS), longest: ago(LONGEST_MS) };
}

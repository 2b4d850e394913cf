const MINUTE = 60_000;
/** A gateway looks into each mailbox every minute: after three it has missed two looks. */
const SILENT_AFTER = 3 * MINUTE;
/** How long something may be wrong before people are told. */
const TOLD_AFTER = 15 * MINUTE;

/** What is known of a mailbox. */
export type MailboxFacts = {
  /** When its server last answered; null where it never did. */
  readonly lastContactAt: Date | null;
  /** Since when it could not be read. */
  readonly failingSince: Date | null;
  /** How many messages wait there, and since when they do, in a row. */
  readonly waiting: number;
  readonly behindSince: Date | null;
  /** When people were told that something is wrong, and not yet that it is over. */
  readonly alertedAt: Date | null;
};

/**
 * - `well`: read within the last minutes;
 * - `behind`: read, but more waits than was taken;
 * - `failing`: its server refuses us or can't be reached;
 * - `silent`: no gateway says anything of it.
 */
export type MailboxState = 'well' | 'behind' | 'failing' | 'silent';

export function mailboxState(facts: MailboxFacts, now: Date): MailboxState {
  const { lastContactAt, failingSince, waiting } = facts;
  if (failingSince !== null) return 'failing';
  if (lastContactAt === null || since(lastContactAt, now) > SILENT_AFTER) return 'silent';
  return waiting > 0 ? 'behind' : 'well';
}

/**
 * What people are to be told of a mailbox now: that it has been out of contact, or behind, for a
 * quarter of an hour (once), or that this is over (once).
 */
export function mailboxNews(facts: MailboxFacts, now: Date): 'trouble' | 'recovered' | null {
  const state = mailboxState(facts, now);
  if (facts.alertedAt !== null) return state === 'well' ? 'recovered' : null;
  const began = troubleSince(facts, state);
  return began !== null && since(began, now) >= TOLD_AFTER ? 'trouble' : null;
}

/** Since when something is wrong; null where nothing is. */
export function troubleSince(
  { lastContactAt, failingSince, behindSince }: MailboxFacts,
  state: MailboxState,
): Date | null {
  if (state === 'failing') return failingSince;
  if (state === 'silent') return lastContactAt;
  return state === 'behind' ? behindSince : null;
}

function since(at: Date, now: Date): number {
  return now.getTime() - at.getTime();
}

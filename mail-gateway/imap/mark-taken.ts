import type { ImapFlow } from 'imapflow';

/** For people who look into the mailbox: what we know is in the database, whatever flags say. */
export const TAKEN = '$GuichetTaken';
const AT_ONCE = 500;

/** How a mailbox shows people what was taken from it. */
export type Mark =
  | { kind: 'moved'; folder: string }
  | { kind: 'keyword' }
  /** It takes neither: it is only read. Seen is the people's own flag, and is left alone. */
  | { kind: 'none' };

/**
 * Finds how this mailbox, open, can be marked, and makes the folder that messages are moved to.
 *
 * @param takenFolder where what was taken is moved to, if anywhere
 */
export async function chooseMark(client: ImapFlow, takenFolder?: string): Promise<Mark> {
  const { mailbox } = client;
  if (!mailbox || mailbox.readOnly === true) return { kind: 'none' };
  if (takenFolder !== undefined) {
    // answers that it was there already where it was
    await client.mailboxCreate(takenFolder);
    return { kind: 'moved', folder: takenFolder };
  }
  const permitted = mailbox.permanentFlags;
  const keywords = !permitted || permitted.has('\\*') || permitted.has(TAKEN);
  return { kind: keywords ? 'keyword' : 'none' };
}

/** Marks messages as taken, once they are committed. */
export async function markTaken(
  client: ImapFlow,
  mark: Mark,
  uids: readonly number[],
): Promise<void> {
  if (mark.kind === 'none') return;
  for (let at = 0; at < uids.length; at += AT_ONCE) {
    const range = uids.slice(at, at + AT_ONCE).join(',');
    if (mark.kind === 'moved') await client.messageMove(range, mark.folder, { uid: true });
    else await client.messageFlagsAdd(range, [TAKEN], { uid: true });
  }
}

/** Of messages that are taken, those that bear no mark: a fall came between the two. */
export async function findUnmarked(
  client: ImapFlow,
  mark: Mark,
  taken: ReadonlySet<number>,
): Promise<number[]> {
  if (mark.kind === 'none') return [];
  // what was moved is no longer here
  if (mark.kind === 'moved') return [...taken];
  const found = (await client.search({ unKeyword: TAKEN }, { uid: true })) || [];
  return found.filter((uid) => taken.has(uid));
}

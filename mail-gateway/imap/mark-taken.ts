import type { ImapFlow } from 'imapflow';

/** For people who look into the mailbox: what we know is in the database, whatever flags say. */
export const TAKEN = '$GuichetTaken';
const AT_ONCE = 500;

/** The flag that this mailbox lets us put: our keyword, or Seen where it takes no keywords. */
function flagFor(client: ImapFlow): string {
  const permitted = client.mailbox ? client.mailbox.permanentFlags : undefined;
  return !permitted || permitted.has('\\*') || permitted.has(TAKEN) ? TAKEN : '\\Seen';
}

/** Marks messages as taken, once they are committed. */
export async function markTaken(client: ImapFlow, uids: readonly number[]): Promise<void> {
  const { mailbox } = client;
  if (mailbox && mailbox.readOnly === true) return;
  for (let at = 0; at < uids.length; at += AT_ONCE) {
    const range = uids.slice(at, at + AT_ONCE).join(',');
    await client.messageFlagsAdd(range, [flagFor(client)], { uid: true });
  }
}

/** The messages that bear no mark: taken ones among them were committed just before a fall. */
export async function findUnmarked(client: ImapFlow): Promise<number[]> {
  const flag = flagFor(client);
  const query = flag === TAKEN ? { unKeyword: TAKEN } : { seen: false };
  return (await client.search(query, { uid: true })) || [];
}

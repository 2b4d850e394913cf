/** Words of remote servers that mean: there is no such address. */
const DEAD =
  /user (?:is )?unknown|unknown user|no such (?:user|recipient|mailbox|address|person)|(?:recipient|address|mailbox|user|account)[^.\n]{0,60}(?:does not|doesn't|not) exist|host (?:unknown|not found)|unknown host|(?:domain|host)[^.\n]{0,40}not found|no mailbox here|unrouteable|invalid (?:recipient|mailbox|user|address)|(?:recipient|mailbox|user|account)[^.\n]{0,30}(?:not found|unavailable|unknown)|inconnu/i;

/** Whether an address is dead, from the status code where it tells, else from the words. */
export function hardness(status: string | null, words: string): boolean {
  if (status !== null && /^5\.(?:1\.[0-6]|1\.10|4\.4)$/.test(status)) return true;
  if (status?.startsWith('4.')) return false;
  return DEAD.test(words) && (status === null || /^5\.(?:0\.0|1\.|5\.0|3\.0)/.test(status));
}

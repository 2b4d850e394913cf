/** Words of remote servers that mean: there is no such address, or no such domain. */
const DEAD =
  /user (?:is )?unknown|unknown (?:or illegal )?(?:user|recipient|alias|local|mailbox|account)|unknown_user|no such (?:user|recipient|mailbox|address|person|account|domain|local)|(?:recipient|address|mailbox|user|account|e-?mail|name|domain|host)\b[^.\n]{0,60}(?:does not|doesn't|do not|not|didn't) exist|address (?:couldn't be|not) found|(?:user|customer) doesn't have|host (?:unknown|not found)|unknown host|(?:domain|host)\b[^\n]{0,80}(?:not found|does not exist|lookup fail|not reachable)|name or service not known|no mailbox here|unrouteable|invalid (?:recipient|mailbox|user|address|final delivery)|(?:recipient|mailbox|user|account)\b[^.\n]{0,30}(?:not found|unknown|not recognized|is invalid)|not listed in|recipient not recognized|not our customer|(?:recipient|address|user)\b[^.\n]{0,40}rejected: access denied|no longer (?:valid|exists|available|works|employed|on server)|not a (?:known|valid) (?:user|recipient|mailbox)|has(?: been)? moved|does not accept mail|nullmx|(?:compte|adresse|utilisateur|destinataire)[^.\n]{0,40}(?:inconnu|inexistant|n'existe pas)|domaine inconnu|nobody by that name|ディレクトリのリストにありません/i;

/** Words that mean: the address may well live, something else is in the way. */
const ALIVE =
  /mailbox (?:is )?full|over ?quota|quota|exceed|insufficient (?:storage|space)|disk full|too (?:large|big|many|fast)|disabled|suspend|inactive|deactivated|locked|expired|discontinued|black ?list|block(?:ed|list)|spam|junk|virus|malware|reputation|policy|unsolicited|dmarc|\bspf\b|dkim|unauthenticated|authenticat|relay|reverse dns|\bptr\b|greylist|rate limit|throttl|temporar|try again|timed? ?out|deferred|refused to talk|network (?:error|problem|unreach)|connection (?:refused|timed|reset|lost)|(?:message|mail) content|content (?:reject|refus|filter)|mail loop|too many hops|not (?:allowed|permitted|authori[sz]ed)|boîte [^.\n]{0,20}pleine|satur[ée]e/i;

/** RFC 3463: bad mailbox, bad system, moved; no host of that name. */
const DEAD_STATUS = /^5\.(?:1\.(?:0|1|2|3|6|10)|4\.4)$/;

/**
 * Whether an address is dead: what the server said of it, line by line, then its status code. A
 * full mailbox, a refused content or sender, a temporary status never kill an address.
 */
export function hardness(status: string | null, words: string): boolean {
  if (status?.startsWith('4.')) return false;
  const lines = words.slice(0, 12_000).split('\n');
  if (lines.some((line) => DEAD.test(line) && !ALIVE.test(line))) return true;
  if (lines.some((line) => ALIVE.test(line))) return false;
  return status !== null && DEAD_STATUS.test(status);
}

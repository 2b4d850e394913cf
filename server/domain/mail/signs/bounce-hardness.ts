/** Words of remote servers that mean: there is no such address, or no such domain. */
const DEAD: readonly RegExp[] = [
  /user (?:is )?unknown|unknown (?:or illegal )?(?:user|recipient|alias|local|mailbox|account|address|to address)|unknown_user|address(?:es)? (?:is|are|was|were) unknown|no such (?:user|recipient|mailbox|address|person|account|domain|local|e-?mail)|nobody by that name|no mailbox here|no (?:user|mailbox|account|recipient) (?:by|with|of|under|here|found)|there is no[^.\n]{0,20}(?:user|mailbox|account|recipient)/i,
  /(?:recipient|address|mailbox|user|account|e-?mail|name|domain|host)\b[^.\n]{0,60}(?:does not|doesn't|do not|not|didn't) (?:yet )?exist|(?:recipient|mailbox|user|account)\b[^.\n]{0,30}(?:not found|unknown|not recognized|is invalid|wasn't found|could not be found)|address (?:couldn't be|could not be|not|wasn't|is not) found|(?:user|customer|recipient) doesn't have|recipient ?not ?found|addressee unknown|bad (?:destination|address|recipient)|not our customer/i,
  /host (?:unknown|not found)|unknown (?:host|domain)|(?:domain|host)\b[^\n]{0,80}(?:not found|does not exist|lookup fail|not reachable|not appear to be|isn't registered|not registered|non-?existent)|name or service not known|nxdomain|no such domain|unrouteable|does not accept mail|nullmx|null mx/i,
  /invalid (?:recipient|mailbox|user|address|final delivery|e-?mail)|(?:recipient|mailbox|user|address|account)\b[^.\n]{0,20}(?:invalid\b|no longer|not valid)|not listed in|recipient not recognized|(?:recipient|address|user)\b[^.\n]{0,40}rejected: access denied|no longer (?:valid|exists|available|works|employed|on server|in use|active|monitored)|not a (?:known|valid) (?:user|recipient|mailbox|address)|has(?: been)? moved/i,
  // French
  /(?:compte|adresse|utilisateur|destinataire|bo[iî]te)[^.\n]{0,40}(?:inconnue?|inexistante?|introuvable|n['’]existe (?:pas|plus)|n['’]est (?:pas|plus) valide|erron[ée]e?)|domaine (?:inconnu|inexistant|introuvable)|(?:aucun|pas d)[^.\n]{0,6}utilisateur/i,
  // German, Spanish, Italian, Portuguese, Dutch
  /(?:empf[äa]nger|adresse|benutzer|postfach)[^.\n]{0,40}(?:unbekannt|existiert nicht|nicht gefunden|ung[üu]ltig)|(?:usuario|direcci[óo]n|destinatario|buz[óo]n|cuenta)[^.\n]{0,40}(?:desconocid[oa]|no existe|no encontrad[oa]|inv[áa]lid[oa])|(?:utente|indirizzo|casella|destinatario)[^.\n]{0,40}(?:sconosciut[oa]|inesistente|non esiste|non trovat[oa])|(?:utilizador|usu[áa]rio|endere[çc]o)[^.\n]{0,40}(?:desconhecido|n[ãa]o existe|inexistente)|(?:gebruiker|ontvanger|adres)[^.\n]{0,40}(?:onbekend|bestaat niet|niet gevonden)/i,
  // Russian, Japanese, Chinese, Korean
  /(?:пользовател|адресат|ящик|адрес)[^.\n]{0,40}(?:не найден|не существует|неизвест)|ディレクトリのリストにありません|(?:宛先|アドレス|ユーザー?|あて先)[^\n]{0,20}(?:見つかりません|存在しません|不明)|(?:用户|收件人|邮箱|地址|帐号|账号)[^\n]{0,12}(?:不存在|未找到|无效)|(?:사용자|수신자|주소)[^\n]{0,20}(?:없습니다|찾을 수 없)/i,
];

/** Words that mean: the address may well live, something else is in the way. */
const ALIVE =
  /mailbox (?:is )?full|over ?quota|quota|exceed|insufficient (?:storage|space)|disk full|too (?:large|big|many|fast)|disabled|suspend|inactive|deactivated|locked|expired|discontinued|black ?list|block(?:ed|list)|spam|junk|virus|malware|reputation|policy|unsolicited|dmarc|\bspf\b|dkim|unauthenticated|authenticat|relay|reverse dns|\bptr\b|greylist|rate limit|throttl|temporar|try again|timed? ?out|deferred|refused to talk|network (?:error|problem|unreach)|connection (?:refused|timed|reset|lost)|(?:message|mail) content|content (?:reject|refus|filter)|mail loop|too many hops|not (?:allowed|permitted|authori[sz]ed)|sender(?:'s)?(?: e-?mail)? (?:address|domain)|(?:domain|host) of sender|client host|bo[iî]te [^.\n]{0,20}pleine|satur[ée]e|vollständig belegt|postfach (?:ist )?voll|buz[óo]n lleno|casella piena|容量/i;

/** RFC 3463: bad mailbox, bad system, moved; no host of that name. */
const DEAD_STATUS = /^5\.(?:1\.(?:0|1|2|3|6|10)|4\.4)$/;
/** What is wrong is the sender's address, ours. */
const OURS_STATUS = /^5\.1\.[78]$/;

/**
 * Whether an address is dead: what the server said of it, line by line, then its status code. A
 * full mailbox, a refused content or sender, a temporary status never kill an address.
 */
export function hardness(status: string | null, words: string): boolean {
  if (status !== null && (status.startsWith('4.') || OURS_STATUS.test(status))) return false;
  const lines = words.slice(0, 12_000).split('\n');
  if (lines.some((line) => !ALIVE.test(line) && DEAD.some((pattern) => pattern.test(line))))
    return true;
  if (lines.some((line) => ALIVE.test(line))) return false;
  return status !== null && DEAD_STATUS.test(status);
}

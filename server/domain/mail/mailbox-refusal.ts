/** What a server said of a recipient, as far as it concerns the address itself. */
export type MailboxRefusal = {
  /** The enhanced code (RFC 3463), as `5.1.1`; null where none was given. */
  readonly status: string | null;
  /** Whether the mailbox takes no mail at all, whoever writes and whatever is written. */
  readonly unreachable: boolean;
};

const ENHANCED = /^\s*5\d\d[ -](5\.\d{1,3}\.\d{1,3})\b/;
/**
 * Codes of RFC 3463 and its registry that speak of the recipient's mailbox or domain: none such,
 * ambiguous, not valid, moved, no mail taken there (RFC 7505), disabled. 5.1.7 and 5.1.8 speak of
 * the sender; 5.2.2, a full mailbox, and 5.7.x, somebody's policy, of this mail or this hour.
 */
const GONE = /^5\.(?:1\.(?:1|2|3|4|6|10)|2\.1)$/;
/** What servers say that give no code, or one that says nothing (5.0.0, 5.1.0, 5.5.0). */
const VAGUE = /^5\.(?:0\.0|1\.0|5\.0|3\.0)$/;
const GONE_IN_WORDS =
  /\b(?:(?:user|recipient|mailbox|address|account)\b.{0,60}\b(?:unknown|unavailable|disabled|not found|does(?:n't| not) exist|no longer|inactive|invalid)|(?:unknown|no such|invalid|non-?existent|inactive)\b.{0,20}\b(?:user|recipient|mailbox|address|account|domain)|no mailbox (?:here|by that name)|does(?:n't| not) have an? .{0,40}\baccount|destinataire (?:inconnu|inexistant)|adresse (?:inconnue|inexistante|invalide))/i;
/** A refusal of who writes, even where it names the recipient. */
const OF_THE_SENDER =
  /\b(?:sender|spam|policy|blocked|block ?list|blacklist|relay|denied|spf|dkim|dmarc|reputation|greylist)/i;

/**
 * Reads a server's final answer to `RCPT TO`, or to the data of a mail with one recipient: whether
 * the address will take no mail ever, which somebody has to be told, or this mail only.
 *
 * @param answer the answer as it came, its code first
 */
export function readMailboxRefusal(answer: string): MailboxRefusal {
  const status = ENHANCED.exec(answer)?.[1] ?? null;
  if (status !== null && !VAGUE.test(status)) return { status, unreachable: GONE.test(status) };
  const ofMailbox = /^\s*55[0134]\b/.test(answer) && GONE_IN_WORDS.test(answer);
  return { status, unreachable: ofMailbox && !OF_THE_SENDER.test(answer) };
}

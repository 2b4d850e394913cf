/**
 * The words by which mail servers say that a mail did not arrive, in the languages of their
 * makers. Each pattern is bounded: these texts come from anyone.
 */
export const BOUNCE_SUBJECT: readonly RegExp[] = [
  /undeliver(?:able|ed)|non-?deliver(?:y|able)|delivery (?:status )?(?:notification|failure|failed|error|problem|report|warning)|failure delivery|failed delivery|delivery (?:has )?(?:been )?(?:fail|delayed)/i,
  /returned (?:mail|to sender|message)|returning (?:mail|message) to sender|failure notice|mail (?:system )?error|mail failure|processing error|deliver(?:y|ing)[^:]{0,30} fail/i,
  /(?:mail|message|e-mail)\b[^:]{0,60}(?:fail(?:ed|ure)|not (?:be(?:en)? |yet been )?delivered|could ?n(?:o|')t be delivered|(?:was |been )?(?:rejected|returned|delayed))|error sending|non ?receipt/i,
  /non (?:remis|distribu[ée]|d[ée]livr[ée]|livr[ée])|[ée]chec (?:de |d'|lors de )?(?:la )?(?:remise|distribution|livraison|envoi|acheminement)|(?:rapport de )?non[- ](?:remise|distribution)|(?:message|courrier|mail)[^:]{0,40}(?:n'a pas|non) [^:]{0,20}(?:remis|d[ée]livr|distribu)|retour (?:de courrier|[àa] l'exp[ée]diteur)/i,
  /unzustellbar|nicht zugestellt|zustellung(?:s|\b)[^:]{0,30}(?:fehl|verz)|no se (?:puede|pudo|ha podido) entregar|no entregado|mancat[oa] (?:recapito|consegna)|n[ãa]o entregue|onbestelbaar|niet bezorgd/i,
  /не доставлен|доставк[аи] не|配信できません|送信できません|メールエラー|配信エラー|配送(?:失敗|エラー)|未送达|退信|无法(?:投递|送达)/i,
];

export const BOUNCE_TEXT: readonly RegExp[] = [
  /(?:could|can|was|were|has|have|is|are|be)(?:\s?n(?:o|')t|not)(?: \w+)? (?:be )?(?:been )?(?:delivered|sent)\b|un(?:able|successful)[^.\n]{0,20}\bdeliver|undeliver(?:able|ed)/i,
  /(?:delivery|delivering|deliver)\b[^.\n]{0,60}(?:fail(?:ed|ure)?|error|problem|permanent|trouble)|(?:trouble|error|problem)s?\b[^.\n]{0,30}\bdeliver/i,
  /did not reach (?:the following|some or all)|(?:following|your) (?:recipient|address|message)[^.\n]{0,60}(?:fail|reject|error|undeliver|returned)|had (?:permanent |fatal |delivery )+errors/i,
  /(?:user|recipient|mailbox|account|address|userid)\b[^.\n]{0,40}(?:unknown|not found|does not exist|doesn't exist|no longer valid|not valid|disabled|is full|exceeds|over quota|not listed|rejected|invalid)|(?:unknown|invalid|no such) (?:final delivery )?(?:user|recipient|address|mailbox)|not a valid (?:user|address|recipient)/i,
  /yet to be delivered|message[^\n]{0,80}(?:has been|was) (?:\w+ )?(?:returned|rejected|bounced|refused)|mail has been returned|has encountered a delivery problem|no message collected/i,
  /n'a (?:pas )?(?:pu|[ée]t[ée])[^.\n]{0,30}(?:d[ée]livr|remis|distribu|achemin|livr[ée])|impossible de (?:remettre|distribuer|d[ée]livrer|livrer)|(?:destinataire|adresse|bo[iî]te)[^.\n]{0,40}(?:inconnu|n'existe pas|introuvable|pleine|satur[ée]e)/i,
  /konnte[^.\n]{0,60}nicht (?:zugestellt|ausgeliefert)|no (?:se )?(?:pudo|puede|ha podido)[^.\n]{0,30}entreg|non [èe] stato (?:possibile )?(?:recapita|consegna)|kon niet worden (?:bezorgd|afgeleverd)/i,
  /не может быть доставлен|не удалось доставить|送信できませんでした|配信できません|送信に失敗|无法(?:投递|送达)/i,
];

/** A server's own answer, quoted: `550 5.1.1 …`, `<<< 550`, `said: 550`. */
export const SMTP_ANSWER =
  /(?:^|[\s:<([])[45]\d\d(?: - |[- ])(?:#?[45]\.\d{1,3}\.\d{1,3}|[<(]?[a-z][^\n]{0,40}(?:user|recipient|mailbox|address|unknown|reject|denied|spam|relay|unavailable))/i;

export const DELAY_WORDS =
  /\(delay(?:ed)?\)|\bwarning: (?:could not|message|mail|e-?mail)|delivery[^.\n]{0,40}(?:has been |is )?(?:delayed|deferred)|(?:message|mail)[^.\n]{0,40}(?:has been |is )delayed|\bdelayed (?:mail|message|delivery)|still in the queue|(?:not yet been|yet to be) delivered|still being retried|temporary failure report|notification: (?:warning|delay)|(?:will|is going to) (?:be retried|keep trying|continue to (?:try|retry))|warning message only|retard(?:[ée]e?)? (?:de|dans) (?:la )?(?:remise|distribution|livraison)|remise (?:diff[ée]r[ée]e|retard[ée]e)/i;

/** Even among words of delay, these say that it is over. */
export const GAVE_UP =
  /(?:no further|not|stop)[^.\n]{0,20}(?:delivery )?attempts? (?:will|to)|(?:i've|have|has) given up|giving up(?! on \d)|permanent(?:ly)? (?:error|fail)|failed permanently|permanent failure|\(failure\)|undeliverable|not going to try again|could not be delivered for/i;

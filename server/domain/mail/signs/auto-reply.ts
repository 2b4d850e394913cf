import { field, fieldValues, type IncomingMail } from '../incoming-mail.ts';
import { word } from './machine.ts';

/** What mail programs put before (or in brackets after) the subject that they answer. */
const PHRASES = [
  'out of (?:the )?office(?: auto-?reply| reply| notification)?',
  'auto(?:matic|mated)?[- ]?(?:reply|response|responder|answer)',
  'vacation(?: auto-?reply| reply| response| notice| message)',
  'away from (?:the office|my (?:e-?mail|desk|office))',
  'r[ée]ponse (?:automatique|auto)(?: d.absence)?',
  'message (?:automatique )?d.absence',
  'message automatique',
  '(?:notification|avis) d.absence',
  'absen(?:ce|te?)(?: (?:du|de mon|de votre correspondant au) bureau| temporaire| pour cong[ée]s)?',
  'en cong[ée]s?',
  'abwesenheits?(?:notiz|nachricht|assistent|meldung|benachrichtigung|info)?',
  'automatische (?:antwort|r[üu]ckantwort|nachricht|abwesenheit\\w*)',
  'au(?:ß|ss)er haus',
  'respuesta autom[áa]tica|fuera de (?:la )?oficina|ausencia temporal',
  'risposta automatica|fuori (?:sede|ufficio)',
  'resposta autom[áa]tica|aus[êe]ncia tempor[áa]ria|fora do escrit[óo]rio',
  'automatisch(?:e)? (?:antwoord|beantwoord|reactie)|afwezig(?:heid(?:sbericht)?)?',
  'automatyczna odpowied[źz]|odpowied[źz] automatyczna|poza biurem|nieobecno[śs][ćc]',
  'автоматический ответ|автоответ|нет на работе',
  'automatisk[t]? (?:svar|svarer)|autosvar|fr[åa]nvaro(?:meddelande)?',
  'automaattinen vastaus|poissaolo(?:ilmoitus)?',
  'automatick[áa] odpov[ěe][ďd]|automatikus v[áa]lasz|otomatik yan[ıi]t|r[ăa]spuns automat',
  '自動(?:応答|返信|回覆|回复)|自动(?:回复|答复)|不在(?:通知|のお知らせ|届)|外出(?:通知|中)|부재\\s*중|자동\\s*(?:응답|회신)',
  'αυτόματη απάντηση|automatski odgovor|samodejni odgovor|автоматична відповідь|автоматичен отговор|tr[ảa] l[ờo]i t[ựu] [đd][ộo]ng|การตอบกลับอัตโนมัติ',
  'accus[ée] de r[ée]ception automatique',
  'מענה אוטומטי|תשובה אוטומטית|מענה|رد تلقائي',
].join('|');

/** Why people are away; a program's word only where the subject that it answers follows. */
const AWAY =
  "vacations?|vacances|(?:je suis )?(?:en )?cong[ée]s?(?: annuels?| maternit[ée]| parental)?|fermeture(?: annuelle| estivale)?|(?:i am |i'm )?(?:on )?(?:annual |maternity |paternity |parental |sick |medical )?leave|(?:je suis |i am |ich bin )?(?:absent(?:e|\\(e\\)|s)?|away|abwesend)|urlaub|ferien|vacaciones|ferie|f[ée]rias|vakantie|semester|poissa|frav[æe]rende|odsutnost|urlop|dovolen[áa]|отпуск";

/**
 * Only where a program would put it: customers also write about their automatic answers. After the
 * phrase comes a colon, a bracket, an answered subject, or nothing.
 */
const SUBJECTS: readonly RegExp[] = [
  new RegExp(
    `^\\s*(?:(?:re|aw|sv|vs|tr|fwd?|rif|antw)\\s?:\\s*)*[<\\[(*]*\\s*(?:${PHRASES})\\s*(?:[\\])>*]|[:：–—]|-\\s|['"«“]|(?:re|aw|sv|tr)\\s?:|$)`,
    'iu',
  ),
  new RegExp(`[(\\[]\\s*(?:${PHRASES})\\s*[)\\]]\\s*$`, 'iu'),
  new RegExp(`^\\s*[\\[(<*]*(?:${AWAY})[\\])>*]*\\s*[:：–-]?\\s*(?:re|aw|sv|rif|antw)\\s?:`, 'iu'),
  /\b(?:is|am|est|sera) (?:currently |actuellement )?(?:out of (?:the )?office|absente? du bureau)\b/i,
  /^\s*auto\s?:\s/i,
];

/** First words of acknowledgements; people write them too, so they count only beside a header. */
const ACKNOWLEDGEMENT =
  /thank(?:s| you) for (?:contacting|writing|you(?:r)? (?:e-?mail|message|enquiry|inquiry|interest))|(?:we|i) (?:have )?(?:well )?received your (?:e-?mail|message|request)|(?:i am|i'm|we are) (?:currently |now )?(?:away|out of|on (?:leave|vacation|holiday)|travell?ing|unavailable|absent)|nous (?:avons bien|accusons) re[çc](?:u|eption)|je suis (?:actuellement )?(?:absente?|en (?:cong[ée]|d[ée]placement|vacances))|merci (?:de|pour) votre (?:message|courriel|e-?mail)|ich bin (?:derzeit|momentan|zur ?zeit|bis)/i;

/** `X-Autoreply`, `X-Auto-Respond`, `X-Zimbra-AutoReply` … but not `X-Auto-Response-Suppress`. */
const AUTOMATIC_FIELD =
  /^(?:x-)?(?:[a-z]{1,20}-)?auto-?(?:reply|repl(?:y|ied)-?(?:from|domain)|respon(?:d|der|se))$|^x-autoreply-[a-z]{1,20}$|^x-vacation(?:-message)?$/;
/** Programs that do nothing else. */
const AUTOMATIC_PROGRAM = /^\s*(?:vacation\b|auto-?(?:reply|respon)|mailbox rules agent)/i;

/** A machine answered in a person's stead: on the record, never a reason to reopen or answer. */
export function autoReplySigns(mail: IncomingMail): string[] {
  const { headers } = mail;
  const autoSubmitted = word(field(headers, 'auto-submitted'));
  const signs: string[] = [];
  if (autoSubmitted === 'auto-replied') signs.push('header:auto-submitted=auto-replied');
  // Generated, and an answer: only what comes under a fresh subject is an alert.
  if (/^auto-(?:generated|notified)$/.test(autoSubmitted) && isAnswer(mail)) {
    signs.push(`header:auto-submitted=${autoSubmitted},in-reply-to`);
  }
  if (mail.dispositionNotification !== null) signs.push('report:disposition-notification');
  for (const [name, [value = '']] of headers) {
    if (AUTOMATIC_FIELD.test(name) && !/^\s*(?:no|false|0|none)\b/i.test(value)) {
      signs.push(`header:${name}`);
    }
  }
  if (word(field(headers, 'x-autogenerated')) === 'reply') signs.push('header:x-autogenerated');
  for (const name of ['x-mailer', 'x-ms-exchange-generated-message-source']) {
    if (AUTOMATIC_PROGRAM.test(field(headers, name) ?? '')) signs.push(`header:${name}`);
  }
  for (const precedence of [
    ...fieldValues(headers, 'precedence'),
    ...fieldValues(headers, 'x-precedence'),
    ...fieldValues(headers, 'preference'),
  ]) {
    if (/^auto[-_]?repl(?:y|ied)/i.test(precedence.trim()))
      signs.push('header:precedence=auto_reply');
  }
  if (
    /\b(?:auto[-_ ]?repl(?:y|ied)|vacation|autorespond)/i.test(field(headers, 'delivered-to') ?? '')
  ) {
    signs.push('header:delivered-to=autoresponder');
  }
  // `no` is the sender's own word that a person wrote (RFC 3834 5); a subject cannot overrule it.
  if (autoSubmitted !== 'no' && SUBJECTS.some((pattern) => pattern.test(mail.subject))) {
    signs.push('subject:auto-reply');
  }
  const weakly = autoSubmitted === 'auto-generated' || mail.returnPath === '' || isSuppressed(mail);
  if (
    signs.length === 0 &&
    weakly &&
    ACKNOWLEDGEMENT.test(`${mail.subject}\n${mail.bodyText.slice(0, 500)}`)
  ) {
    signs.push('text:auto-reply');
  }
  return signs;
}

function isSuppressed(mail: IncomingMail): boolean {
  return /\b(?:all|oof|autoreply)\b/i.test(field(mail.headers, 'x-auto-response-suppress') ?? '');
}

function isAnswer(mail: IncomingMail): boolean {
  return mail.inReplyTo.length > 0 && /^\s*(?:re|aw|sv|vs|rif|antw|r[ée]f)\s?:/i.test(mail.subject);
}

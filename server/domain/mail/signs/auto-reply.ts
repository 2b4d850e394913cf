import { field, fieldValues, type IncomingMail } from '../incoming-mail.ts';
import { word } from './machine.ts';

/** Subjects that mail programs give to automatic answers, in the languages customers write. */
const SUBJECTS: readonly RegExp[] = [
  /\b(?:out of (?:the )?office|automatic repl(?:y|ies)|auto[- ]?(?:matic )?(?:reply|response|responder)|autoreply|away from (?:the office|my (?:mail|desk|office))|vacation (?:reply|response|notice|message)|on (?:vacation|annual leave|holiday)|automated (?:reply|response))\b/i,
  /(?:r[ée]ponse|message|retour) (?:automatique|auto\b)|\babsence (?:du bureau|de |pour )|\babsente? (?:du bureau|jusqu|pour)|r[ée]pondeur automatique|^absen(?:ce|te?)\b|actuellement absente?\b|en cong[ée]s?\b/i,
  /abwesenheits(?:notiz|nachricht|assistent|meldung|agent)|automatische (?:antwort|r[üu]ckantwort|nachricht)|au(?:ß|ss)er haus/i,
  /respuesta autom[áa]tica|fuera de (?:la )?oficina|ausencia temporal/i,
  /risposta automatica|fuori (?:sede|ufficio)/i,
  /resposta autom[áa]tica|aus[êe]ncia (?:tempor[áa]ria|do escrit[óo]rio)|fora do escrit[óo]rio/i,
  /automatisch(?:e)? (?:antwoord|beantwoord|reactie)|afwezig(?:heid)?\b/i,
  /automatyczna odpowied[źz]|poza biurem|nieobecno[śs][ćc]/i,
  /автоматический ответ|автоответ|нет на работе/i,
  /automatisk(?:t)? (?:svar|svarer)|autosvar|fr[åa]nvaro(?:meddelande)?/i,
  /automaattinen vastaus|poissaolo/i,
  /automatick[áa] odpov[ěe][ďd]|automatikus v[áa]lasz|otomatik yan[ıi]t/i,
  /自動(?:応答|返信|回覆|回复)|自动(?:回复|答复)|不在(?:通知|の?お知らせ|届)|外出(?:通知|中)|부재\s*중|자동\s*(?:응답|회신)/,
  /מענה אוטומטי|תשובה אוטומטית|אני לא נמצא|رد تلقائي/,
];

/** First words of acknowledgements; people write them too, so they count only beside a header. */
const ACKNOWLEDGEMENT =
  /thank(?:s| you) for (?:contacting|writing|you(?:r)? (?:e-?mail|message|enquiry|inquiry|interest))|(?:we|i) (?:have )?(?:well )?received your (?:e-?mail|message|request)|(?:i am|i'm|we are) (?:currently |now )?(?:away|out of|on (?:leave|vacation|holiday)|travell?ing|unavailable|absent)|nous (?:avons bien|accusons) re[çc](?:u|eption)|je suis (?:actuellement )?(?:absente?|en (?:cong[ée]|d[ée]placement|vacances))|merci (?:de|pour) votre (?:message|courriel|e-?mail)|ich bin (?:derzeit|momentan|zur ?zeit|bis)/i;

/** A machine answered in a person's stead: on the record, never a reason to reopen or answer. */
export function autoReplySigns(mail: IncomingMail): string[] {
  const { headers } = mail;
  const autoSubmitted = word(field(headers, 'auto-submitted'));
  const signs: string[] = [];
  if (autoSubmitted === 'auto-replied') signs.push('header:auto-submitted=auto-replied');
  if (mail.dispositionNotification !== null) signs.push('report:disposition-notification');
  for (const name of [
    'x-autoreply',
    'x-auto-reply',
    'x-autorespond',
    'x-autoresponder',
    'x-autoresponse',
    'x-auto-response',
    'x-autoreply-from',
    'x-mail-autoreply',
    'auto-reply',
  ]) {
    const value = field(headers, name);
    if (value !== null && !/^(?:no|false|0|none)\b/i.test(value)) signs.push(`header:${name}`);
  }
  for (const precedence of [
    ...fieldValues(headers, 'precedence'),
    ...fieldValues(headers, 'x-precedence'),
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

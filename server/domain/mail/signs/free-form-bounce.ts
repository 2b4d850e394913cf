import { field, fieldValues, type IncomingMail } from '../incoming-mail.ts';
import { hardness } from './bounce-hardness.ts';
import { BOUNCE_SUBJECT, BOUNCE_TEXT, DELAY_WORDS, GAVE_UP, SMTP_ANSWER } from './bounce-words.ts';
import { bouncedRecipients } from './bounced-recipients.ts';
import type { ReportedDelivery } from './delivery-status.ts';
import { addressesIn } from './mail-address.ts';
import { reportOf } from './returned-text.ts';

const DAEMON_ADDRESS =
  /^(?:mailer-?daemon|mail-?daemon|mdaemon|mail[-_.]?deliver[^@]*|mail[-_.]?system|ndr|non-?delivery)(?:@|$)/i;
/** People read and write as postmaster too. */
const POSTMASTER = /^post[-_.]?master(?:@|$)/i;
const DAEMON_NAME =
  /mail(?:er)?[- ]?daemon|mail deliver(?:y)? (?:sub)?system|^postmaster$|^mail ?system$/i;
const NO_REPLY = /^(?:no|do-?not)[-_.]?reply/i;
/** Addresses that only machines write to: senders of lists and campaigns. */
const BOUNCE_MAILBOX = /(?:[-._+]|^)(?:bounces?|owner|errors?)(?:[-._+=][^@]*)?@/i;
/** Bounces that a sending service posts as JSON. */
const JSON_BOUNCE = /"(?:notificationType|eventType)"\s*:\s*"Bounce"/;
const JSON_RECIPIENT = /"emailAddress"\s*:\s*"([^"@\s]{1,128}@[^"\s]{1,253})"/g;

/** Bounces and delay warnings that machines write as prose, without the report of RFC 3464. */
export function readFreeFormBounce(mail: IncomingMail): ReportedDelivery | null {
  const json = mail.bodyText.slice(0, 20_000).replaceAll('\\"', '"');
  if (JSON_BOUNCE.test(json)) return fromJson(json);
  const body = mail.bodyText.slice(0, 30_000);
  const report = reportOf(body).slice(0, 12_000);
  const signs = bounceSigns(mail, report);
  if (signs === null) return null;

  const named = fieldValues(mail.headers, 'x-failed-recipients').flatMap(addressesIn);
  const recipients =
    named.length > 0 ? [...new Set(named)] : recipientsOf(mail, report, body.slice(report.length));
  const status = statusIn(report) ?? /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(mail.subject)?.[1] ?? null;
  const nature = isDelay(mail.subject, report) ? 'delay' : 'bounce';
  return {
    nature,
    reasons: [...signs, ...(status ? [`status:${status}`] : [])],
    bounce: {
      recipients,
      status,
      hard: nature === 'bounce' && hardness(status, `${mail.subject}\n${report}`),
    },
  };
}

/** Who wrote it, then what it says: one alone is never enough, customers forward bounces too. */
function bounceSigns(mail: IncomingMail, report: string): string[] | null {
  const from = mail.from?.address ?? '';
  const daemon = DAEMON_ADDRESS.test(from) || DAEMON_NAME.test(mail.from?.name ?? '');
  const postmaster = POSTMASTER.test(from);
  const automatic = isAutomatic(mail);
  const nobody = from === '' && field(mail.headers, 'from') !== null;
  const nullPath = mail.returnPath === '' || /^mailer-daemon/i.test(mail.returnPath ?? '');
  const mailbox = mail.to.some((to) => BOUNCE_MAILBOX.test(to.address));
  const subject = BOUNCE_SUBJECT.some((pattern) => pattern.test(mail.subject));
  const text = BOUNCE_TEXT.some((pattern) => pattern.test(report.slice(0, 4_000)));
  const answer = SMTP_ANSWER.test(report);
  const late = [mail.subject, report.slice(0, 4_000)].some((words) => DELAY_WORDS.test(words));
  const signs = [
    daemon && 'from:daemon',
    postmaster && 'from:postmaster',
    nobody && 'from:nobody',
    nullPath && 'header:return-path=null',
    mailbox && 'to:bounce-mailbox',
    subject && 'subject:bounce',
    text && 'text:bounce',
    answer && 'text:smtp-answer',
    late && 'text:delay',
  ].filter((sign) => sign !== false);

  if (field(mail.headers, 'x-failed-recipients') !== null)
    return ['header:x-failed-recipients', ...signs];
  if (isDeliveryReport(mail)) return ['header:content-type=report', ...signs];
  if (wasRefused(mail)) return ['report:disposition=refused', ...signs];
  const said = Number(subject) + Number(text) + Number(answer) + Number(late);
  if ((daemon || nobody) && said >= 1) return signs;
  if (postmaster && (said >= 2 || (said === 1 && (nullPath || automatic)))) return signs;
  if (nullPath && said >= 2) return signs;
  if (mailbox && subject && text) return signs;
  // A no-reply address needs all of it, and somebody named: parcels fail to be delivered too.
  if (NO_REPLY.test(from) && subject && text) {
    const own = mail.to.map((to) => to.address);
    if (bouncedRecipients(report, '', own).length > 0) return ['from:no-reply', ...signs];
  }
  return null;
}

function isAutomatic(mail: IncomingMail): boolean {
  return /^\s*auto-/i.test(field(mail.headers, 'auto-submitted') ?? '');
}

function isDeliveryReport(mail: IncomingMail): boolean {
  if (mail.dispositionNotification !== null) return false;
  const type = field(mail.headers, 'content-type')?.toLowerCase() ?? '';
  return (
    type.startsWith('multipart/report') &&
    (type.includes('delivery-status') || !type.includes('report-type'))
  );
}

/** RFC 5429: a filter that refuses a mail says so as a receipt of reading. */
function wasRefused(mail: IncomingMail): boolean {
  if (mail.dispositionNotification === null) return false;
  const disposition = field(mail.dispositionNotification, 'disposition') ?? '';
  return (
    /;\s*(?:deleted|denied|failed)/i.test(disposition) &&
    /\breject|refus|quota/i.test(`${mail.subject}\n${mail.bodyText.slice(0, 1_000)}`)
  );
}

function recipientsOf(mail: IncomingMail, report: string, returned: string): string[] {
  const receipt = mail.dispositionNotification;
  if (receipt)
    return addressesIn((field(receipt, 'final-recipient') ?? '').replace(/^[^;]{0,20};/, ''));
  const own = [...mail.to, ...mail.cc].map((to) => to.address);
  const found = bouncedRecipients(report, returned, own);
  if (found.length > 0) return found;
  const inSubject = addressesIn(mail.subject).filter((address) => !own.includes(address));
  if (inSubject.length > 0) return inSubject;
  const original = mail.original?.headers;
  return original
    ? addressesIn(
        [...fieldValues(original, 'to'), ...fieldValues(original, 'x-original-to')]
          .slice(0, 1)
          .join(' '),
      )
    : [];
}

function statusIn(report: string): string | null {
  const statuses = [
    ...report.matchAll(/(?:^|[\s#(:['"<-])([45]\.\d{1,2}\.\d{1,3})(?=$|[\s).,;:\]'"<>-])/g),
  ].map((match) => match[1]!);
  return statuses.find((status) => !/^[45]\.0\.0$/.test(status)) ?? statuses[0] ?? null;
}

function isDelay(subject: string, report: string): boolean {
  const start = report.slice(0, 3_000);
  if (GAVE_UP.test(subject)) return false;
  if (DELAY_WORDS.test(subject)) return true;
  return DELAY_WORDS.test(start) && !GAVE_UP.test(start);
}

function fromJson(json: string): ReportedDelivery {
  const status = /"status"\s*:\s*"([245]\.\d{1,3}\.\d{1,3})"/.exec(json)?.[1] ?? null;
  return {
    nature: 'bounce',
    reasons: ['text:json-bounce'],
    bounce: {
      recipients: [...new Set([...json.matchAll(JSON_RECIPIENT)].map((match) => match[1]!))],
      status,
      hard: hardness(status, /"diagnosticCode"\s*:\s*"([^"]{0,500})/.exec(json)?.[1] ?? ''),
    },
  };
}

import { field, type IncomingMail } from '../incoming-mail.ts';
import { hardness } from './bounce-hardness.ts';
import type { ReportedDelivery } from './delivery-status.ts';
import { addressesIn } from './mail-address.ts';

const DAEMON =
  /^(?:mailer-?daemon|postmaster|mail-?daemon|mdaemon|mail-?deliver[^@]*|mail-?system|ndr|bounce[^@]*)@|^(?:mailer-daemon|postmaster)$/i;
const SUBJECT =
  /undeliver(?:able|ed)|deliver(?:y|ing) (?:status )?(?:notification|fail|error|problem|report)|returned (?:mail|to sender)|(?:mail|message)[^:]{0,30}(?:fail|not be(?:en)? delivered|returned)|failure notice|delivery (?:has )?failed|non[- ]?(?:remis|distribu|livr|deliver)|could ?n(?:o|')t be delivered|[ée]chec (?:de (?:la )?)?(?:remise|distribution|livraison)|permanent (?:error|fail)|user unknown/i;
const DELAY =
  /(?:delivery|mail|message)[^.\n]{0,40}(?:delayed|still being retried|warning)|not (?:yet )?been delivered|warning: (?:could not|message|mail)[^.\n]{0,60}|still (?:trying|attempting)|retard[ée]|will (?:keep|continue to) (?:trying|retry|try)/i;

/** Bounces that machines write as prose, without the report of RFC 3464. */
export function readFreeFormBounce(mail: IncomingMail): ReportedDelivery | null {
  const text = mail.bodyText.slice(0, 50_000);
  const failedHeader = field(mail.headers, 'x-failed-recipients');
  const signs: string[] = [];
  if (failedHeader !== null) signs.push('header:x-failed-recipients');
  if (DAEMON.test(mail.from?.address ?? '')) signs.push('from:daemon');
  if (mail.returnPath === '') signs.push('header:return-path=null');
  if (SUBJECT.test(mail.subject)) signs.push('subject:bounce');
  if (mail.contentType === 'multipart/report' && mail.dispositionNotification === null)
    signs.push('header:content-type=report');
  if (!(failedHeader !== null || signs.length >= 2)) return null;
  const recipients =
    failedHeader !== null
      ? addressesIn(failedHeader)
      : addressesIn(text.slice(0, 3_000)).slice(0, 1);
  const status = /\b([45]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? null;
  const nature =
    DELAY.test(mail.subject) || (DELAY.test(text.slice(0, 2_000)) && !status?.startsWith('5'))
      ? 'delay'
      : 'bounce';
  return {
    nature,
    reasons: signs,
    bounce: {
      recipients,
      status,
      hard: nature === 'bounce' && hardness(status, text.slice(0, 6_000)),
    },
  };
}

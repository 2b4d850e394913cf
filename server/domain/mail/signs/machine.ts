import { field, fieldValues, type IncomingMail } from '../incoming-mail.ts';

const MACHINE_SENDER =
  /^(?:(?:no|do-?not|ne-?pas)[-_.]?(?:reply|repl[iy]|respond|response|repondre)[^@]*|[^@]*[-_.+]?(?:noreply|no-reply|donotreply|nepasrepondre)|mailer-daemon|post[-_.]?master|mailerdaemon|daemon|nobody|root|cron|nagios|zabbix|monit|icinga|alertmanager)@/i;

/** Whether the mail came through a mailing list or a bulk sender. */
export function isListMail(mail: IncomingMail): boolean {
  return (
    [
      'list-id',
      'list-post',
      'list-unsubscribe',
      'mailing-list',
      'x-mailing-list',
      'list-help',
    ].some((name) => field(mail.headers, name) !== null) ||
    fieldValues(mail.headers, 'precedence').some((value) => /^\s*list\b/i.test(value))
  );
}

/** Signs that a machine wrote on its own account: a ticket may open, nobody is answered. */
export function machineSigns(mail: IncomingMail): string[] {
  const { headers } = mail;
  const signs: string[] = [];
  const autoSubmitted = word(field(headers, 'auto-submitted'));
  if (autoSubmitted !== '' && autoSubmitted !== 'no')
    signs.push(`header:auto-submitted=${autoSubmitted}`);
  for (const precedence of fieldValues(headers, 'precedence')) {
    const value = word(precedence);
    if (['bulk', 'junk', 'list'].includes(value)) signs.push(`header:precedence=${value}`);
  }
  if (isListMail(mail)) signs.push('header:list');
  if (mail.returnPath === '') signs.push('header:return-path=null');
  const suppress = field(headers, 'x-auto-response-suppress')?.toLowerCase() ?? '';
  if (/\b(?:all|oof|autoreply)\b/.test(suppress)) signs.push('header:x-auto-response-suppress');
  for (const name of [
    'feedback-id',
    'x-campaign',
    'x-campaignid',
    'x-mailgun-sid',
    'x-csa-complaints',
  ]) {
    if (field(headers, name) !== null) signs.push(`header:${name}`);
  }
  const from = mail.from?.address ?? '';
  if (MACHINE_SENDER.test(from)) signs.push('from:machine');
  return signs;
}

/** First word of a value, lowercase: `Auto-Replied; owner=…` is `auto-replied`. */
export function word(value: string | null): string {
  return /^[a-z0-9_-]+/.exec((value ?? '').trim().toLowerCase())?.[0] ?? '';
}

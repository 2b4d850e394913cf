import { field, type IncomingMail } from '../incoming-mail.ts';

/** Abuse complaints of mailbox providers: RFC 5965, and the older forms still sent without it. */
export function feedbackSigns(mail: IncomingMail): string[] {
  if (mail.feedbackReport !== null) {
    const type = field(mail.feedbackReport, 'feedback-type')?.toLowerCase() ?? 'unknown';
    return [`report:feedback=${type}`];
  }
  const contentType = field(mail.headers, 'content-type')?.toLowerCase() ?? '';
  if (contentType.includes('report-type') && contentType.includes('feedback-report')) {
    return ['header:content-type=feedback-report'];
  }
  // The complaints of one large provider are the bare mail, marked by headers of its own.
  if (mail.original && field(mail.original.headers, 'x-hmxmroriginalrecipient') !== null) {
    return ['original:x-hmxmroriginalrecipient'];
  }
  return [];
}

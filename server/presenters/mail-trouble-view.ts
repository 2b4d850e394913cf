import type { MailTrouble } from '../store/mail-troubles.ts';
import type { MailTroubleView } from '../views/models/tickets.ts';

/** Somebody whom mail does not reach, with what may be sent again. */
export function mailTroubleView({ mails, ...trouble }: MailTrouble): MailTroubleView {
  return {
    ...trouble,
    mails: mails.map(({ id, subject, at, voided }) => ({
      resend: voided ? null : String(id),
      subject,
      at,
    })),
  };
}

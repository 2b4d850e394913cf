import type { MailTrouble } from '../store/mail-troubles.ts';
import type { MailTroubleView } from '../views/models/tickets.ts';

/** Somebody whom mail does not reach, with what may be done about it. */
export function mailTroubleView(
  { userId, customerId, mails, ...trouble }: MailTrouble,
  { mayCorrect }: { mayCorrect: boolean },
): MailTroubleView {
  const correctable = mayCorrect && customerId !== null;
  return {
    ...trouble,
    correctUrl: correctable ? `/desk/customers/${customerId}/contacts/${userId}` : null,
    mails: mails.map(({ id, subject, at, voided }) => ({
      resend: voided ? null : String(id),
      subject,
      at,
    })),
  };
}

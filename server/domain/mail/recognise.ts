import { field, type IncomingMail } from './incoming-mail.ts';
import { autoReplySigns } from './signs/auto-reply.ts';
import { challengeSigns } from './signs/challenge.ts';
import {
  type BounceReport,
  type ReportedDelivery,
  readDeliveryStatus,
} from './signs/delivery-status.ts';
import { feedbackSigns } from './signs/feedback.ts';
import { readFreeFormBounce } from './signs/free-form-bounce.ts';
import { isListMail, machineSigns } from './signs/machine.ts';
import { concernedMessageIds } from './signs/original-mail.ts';

export type { BounceReport } from './signs/delivery-status.ts';

/**
 * - `machine_alert`: a machine wrote on its own account (monitoring, newsletters, lists);
 * - `auto_reply`: a machine answered for a person (out of office, receipt of reading);
 * - `bounce`: could not be delivered; `delay`: not yet; `receipt`: was delivered;
 * - `feedback`: an abuse complaint; `challenge`: "prove that you are human";
 * - `loop`: our own mail came back.
 */
export type MailNature =
  | 'person'
  | 'machine_alert'
  | 'auto_reply'
  | 'bounce'
  | 'delay'
  | 'receipt'
  | 'feedback'
  | 'challenge'
  | 'loop';

export interface Recognition {
  readonly nature: MailNature;
  /** Machine-readable codes such as `header:auto-submitted=auto-replied`. */
  readonly reasons: readonly string[];
  /** Came through a mailing list. */
  readonly listMail: boolean;
  /** Present where `nature` is bounce or delay. */
  readonly bounce: BounceReport | null;
  /** Message-IDs of the mails that a report or an answer is about, nearest first. */
  readonly concerns: readonly string[];
}

/** The header that every mail of ours carries, so that it is known when it comes back. */
export const OWN_MAIL_HEADER = 'x-guichet';

/**
 * What wrote this mail, and why. Reports first, then answers, then alerts; the rest are people.
 *
 * @param ownDomain our mail domain, which our mails name; left out, any helpdesk like this is ours
 */
export function recognise(mail: IncomingMail, ownDomain?: string): Recognition {
  const found = firstNature(mail, ownDomain);
  return {
    ...found,
    listMail: isListMail(mail),
    concerns: concernedMessageIds(
      mail,
      found.nature !== 'person' && found.nature !== 'machine_alert',
    ),
  };
}

/** By the standard, else in prose; a report that names nobody may do so in its words. */
function reportedDelivery(mail: IncomingMail): ReportedDelivery | null {
  const report = readDeliveryStatus(mail);
  if (report && report.bounce.recipients.length > 0) return report;
  const told = readFreeFormBounce(mail);
  if (!report || !told) return report ?? told;
  return { ...report, bounce: { ...report.bounce, recipients: told.bounce.recipients } };
}

function firstNature(
  mail: IncomingMail,
  ownDomain: string | undefined,
): Pick<Recognition, 'nature' | 'reasons' | 'bounce'> {
  const own = field(mail.headers, OWN_MAIL_HEADER);
  if (own !== null && own === (ownDomain ?? own)) {
    return { nature: 'loop', reasons: [`header:${OWN_MAIL_HEADER}`], bounce: null };
  }
  const feedback = feedbackSigns(mail);
  if (feedback.length > 0) return { nature: 'feedback', reasons: feedback, bounce: null };

  const report = reportedDelivery(mail);
  const challenge = challengeSigns(mail, report !== null);
  if (challenge.length > 0) return { nature: 'challenge', reasons: challenge, bounce: null };
  if (report) return report;

  const reply = autoReplySigns(mail);
  if (reply.length > 0) return { nature: 'auto_reply', reasons: reply, bounce: null };
  const machine = machineSigns(mail);
  if (machine.length > 0) return { nature: 'machine_alert', reasons: machine, bounce: null };
  return { nature: 'person', reasons: [], bounce: null };
}

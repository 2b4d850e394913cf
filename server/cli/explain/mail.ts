import { readFile } from 'node:fs/promises';
import { htmlLines } from '../../../mail-gateway/parse/html-lines.ts';
import { MailUnreadable } from '../../../mail-gateway/parse/mail-unreadable.ts';
import { parseMail } from '../../../mail-gateway/parse/parse-mail.ts';
import { decideIntake, emptyHelpdesk } from '../../domain/mail/decide-intake.ts';
import type { MailAddress } from '../../domain/mail/incoming-mail.ts';
import { safeFileName } from '../../domain/mail/safe-file-name.ts';
import { replyOf } from '../../domain/mail/split-reply.ts';

/** One line per raw message: what was read in it, and what intake would do on an empty helpdesk. */
export async function* explainMails(files: readonly string[]): AsyncGenerator<object> {
  for (const file of files) yield await explainMailFile(file);
}

async function explainMailFile(file: string): Promise<object> {
  let raw: Buffer;
  try {
    raw = await readFile(file);
  } catch (error) {
    return { file, error: (error as Error).message };
  }
  try {
    return { file, ...(await explainMail(raw)) };
  } catch (error) {
    if (!(error instanceof MailUnreadable)) throw error;
    return {
      file,
      error: error.message,
      outcome: 'quarantined',
      reasons: [`unreadable:${error.reason}`],
    };
  }
}

/** What `explain -- mail` says of one message, without the name of its file. */
export async function explainMail(raw: Uint8Array) {
  const mail = await parseMail(raw);
  const decision = decideIntake(mail, emptyHelpdesk);
  const { nature, bounce, listMail, concerns } = decision.recognition;
  const reply = replyOf(mail);
  return {
    from: mail.from && plain(mail.from),
    to: mail.to.map(plain),
    cc: mail.cc.map(plain),
    subject: mail.subject,
    message_id: mail.messageId,
    in_reply_to: mail.inReplyTo,
    references: mail.references,
    date: mail.date?.toISOString() ?? null,
    text: mail.text,
    html_text: mail.html === null ? '' : htmlLines(mail.html, true),
    html: mail.html,
    visible_reply: reply.visible,
    quoted: reply.quoted,
    attachments: mail.attachments.map((file) => ({
      name: safeFileName(file.name),
      type: file.type,
      size: file.size,
      disposition: file.inline ? 'inline' : 'attachment',
      content_id: file.contentId,
    })),
    outcome: decision.outcome,
    reasons: decision.reasons,
    acknowledge: decision.acknowledge,
    nature,
    is_auto_reply: nature === 'auto_reply',
    is_bounce: nature === 'bounce',
    bounce: bounce && {
      recipients: bounce.recipients,
      status: bounce.status,
      hard: bounce.hard,
    },
    is_complaint: nature === 'feedback',
    is_list_mail: listMail,
    concerns,
    notes: mail.notes,
  };
}

function plain({ name, address }: MailAddress): MailAddress {
  return { name, address };
}

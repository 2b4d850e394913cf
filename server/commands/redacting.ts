import { randomBytes } from 'node:crypto';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { messageDigest } from '../domain/proof/message-digest.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { htmlHolds, redactLetterHtml } from '../domain/vault/redact-html.ts';
import { holds, redactText } from '../domain/vault/redact-text.ts';
import { listMessageContents, type MessageContent } from '../store/message-contents.ts';
import {
  type AuthoredMessage,
  dropRawMails,
  listAuthoredMessages,
  listDraftsOn,
  listRefusedCopies,
  listWrittenMails,
  replaceDraft,
  replaceRefusedCopy,
  replaceSubject,
  replaceWords,
  replaceWrittenMail,
} from '../store/redactions.ts';
import type { CommandContext } from './command.ts';

type Redaction = { passages: readonly string[]; byCustomer: boolean };
type Done = { messageIds: number[]; events: TicketEventData[] };

/** Takes the passages out of the message, and of the others on its ticket that repeat them. */
export async function redactWords(
  { tx, now }: CommandContext,
  ticket: Ticket,
  message: AuthoredMessage,
  { passages, byCustomer }: Redaction,
): Promise<Outcome<Done>> {
  const [contents, authored] = await Promise.all([
    listMessageContents(tx, [ticket.id]),
    listAuthoredMessages(tx, ticket.id),
  ]);
  const byId = new Map(authored.map((known) => [known.id, known]));
  const target = contents.find(({ id }) => id === message.id);
  const missing = passages.find(
    (passage) => !holds(ticket.subject, [passage]) && !(target && saidHolds(target, [passage])),
  );
  if (missing !== undefined) {
    return refuse('passage_missing', { field: 'passages', details: { what: missing } });
  }
  const done: Done = { messageIds: [], events: [] };
  for (const said of contents.sort((a, b) => a.id - b.id)) {
    const known = byId.get(said.id);
    const theirs = known?.byCustomer && !known.isEvidence;
    if (!known || (byCustomer && !theirs)) continue;
    const isTarget = said.id === message.id;
    if (!isTarget && !saidHolds(said, passages)) continue;
    const words = redacted(said, passages);
    await replaceWords(tx, said.id, words, now);
    done.messageIds.push(said.id);
    done.events.push({
      type: known.visibility === 'public' ? 'message_redacted' : 'note_redacted',
      data: { message: said.id, digest: digestOf(said, words) },
    });
  }
  return accept(done);
}

/** Takes them out of everything else that is kept of the ticket and may repeat them. */
export async function redactCopies(
  { tx }: CommandContext,
  ticket: Pick<Ticket, 'id' | 'subject'>,
  { messageIds, passages, byCustomer }: Redaction & Pick<Done, 'messageIds'>,
): Promise<void> {
  const subject = redactText(ticket.subject, passages);
  if (subject !== ticket.subject) await replaceSubject(tx, ticket.id, subject);
  await dropRawMails(tx, ticket.id, messageIds);
  for (const mail of await listWrittenMails(tx, ticket.id)) {
    const words = byCustomer
      ? { ...mail, subject: redactText(mail.subject, passages) }
      : {
          id: mail.id,
          subject: redactText(mail.subject, passages),
          text: redactText(mail.text, passages),
          html: redactLetterHtml(mail.html, mail.text, passages),
        };
    const same = (['subject', 'text', 'html'] as const).every((part) => words[part] === mail[part]);
    if (!same) await replaceWrittenMail(tx, words);
  }
  for (const { inbound_email_id, ...mail } of await listRefusedCopies(tx, ticket.id)) {
    const [title, body] = [redactText(mail.subject, passages), redactText(mail.body, passages)];
    if (title !== mail.subject || body !== mail.body)
      await replaceRefusedCopy(tx, { inbound_email_id, subject: title, body });
  }
  for (const draft of await listDraftsOn(tx, ticket.id)) {
    const body = redactText(draft.body, passages);
    if (body !== draft.body) await replaceDraft(tx, { ...draft, body });
  }
}

/** Of a mail's layout nothing is kept: there, a passage may be cut in a hundred ways. */
function redacted(said: MessageContent, passages: readonly string[]) {
  return {
    subject: said.subject === null ? null : redactText(said.subject, passages),
    body: redactText(said.body, passages),
    quoted: redactText(said.quoted, passages),
    html: null,
    // the former digest can't be computed from a guess any more
    salt: randomBytes(16),
  };
}

function digestOf(said: MessageContent, words: ReturnType<typeof redacted>): string {
  const { salt, ...rest } = words;
  const attachments = said.attachments.map(({ name, digest }) => ({
    name,
    digest: Buffer.from(digest, 'hex'),
  }));
  return messageDigest(salt, { ...rest, attachments });
}

function saidHolds(said: MessageContent, passages: readonly string[]): boolean {
  return (
    [said.subject ?? '', said.body, said.quoted].some((text) => holds(text, passages)) ||
    (said.html !== null && htmlHolds(said.html, passages))
  );
}

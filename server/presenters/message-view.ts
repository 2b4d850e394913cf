import { shownAddress } from '../domain/mail/shown-sender.ts';
import { isNobody } from '../domain/user/nobody.ts';
import { detectSecrets } from '../domain/vault/detect-secrets.ts';
import type { Attachment } from '../store/attachments.ts';
import type { AnswerOfMessage } from '../store/complaint-answers.ts';
import type { ConversationMessage } from '../store/messages.ts';
import type {
  AttachmentView,
  DeliveryView,
  FormalAnswerView,
  MessageView,
} from '../views/models/messages.ts';
import { documentLink } from './document-link.ts';
import { isDrawn } from './drawn-images.ts';
import { originView } from './origin-view.ts';

export type Audience = 'staff' | 'requester';

/**
 * A message as its audience sees it: what the audience may not see is not there, rather than
 * hidden. A note shown to a customer is a fault of ours, and throws (V6).
 */
export function messageView(
  message: ConversationMessage,
  attachments: readonly Attachment[],
  {
    audience,
    customerZone,
    answer = null,
    bounced = new Map(),
  }: {
    audience: Audience;
    customerZone: string | null;
    answer?: AnswerOfMessage | null;
    /** When mails of ours came back for good, by their id. */
    bounced?: ReadonlyMap<number, Date>;
  },
): MessageView {
  const staff = audience === 'staff';
  if (!staff && message.visibility !== 'public') {
    throw new Error(`Message ${message.id} is a note and was about to be shown to a customer`);
  }
  const hold = holdOf(message);
  const said = message.visibility === 'public' || hold !== null;
  return {
    id: String(message.id),
    kind: said ? 'public' : 'note',
    author: { name: message.author.name, side: message.author.isStaff ? 'staff' : 'customer' },
    at: message.createdAt,
    channel: channelOf(message),
    body: message.body,
    quoted: message.quoted || null,
    htmlUrl: message.hasHtml ? `/messages/${message.id}/html` : null,
    attachments: attachments.filter((file) => !isSeenInOriginal(file, message)).map(attachmentView),
    // a note was written for colleagues: what time it was there says nothing
    customerZone: said ? customerZone : null,
    origin: staff ? originView(message.origin) : null,
    forgedInYourName: !staff && message.origin?.proof === 'fail',
    sourceUrl: staff && message.origin?.kept ? `/desk/messages/${message.id}` : null,
    copied: staff ? message.copied.map(copiedView) : [],
    deliveries: staff
      ? message.deliveries.flatMap((mail) => deliveryView(mail, bounced, answer) ?? [])
      : [],
    answer: answer && formalAnswer(answer),
    hold,
    redactedAt: message.redactedAt,
    // one that is held is better taken back
    redaction: hold !== 'held' && (staff || isOwn(message)) ? redactionView(message) : null,
    address: staff && !message.author.isStaff ? addressOf(message.author.email) : null,
  };
}

/** Whether the customer's side wrote it: what others did is not its to change. */
function isOwn({ author }: ConversationMessage): boolean {
  return !author.isStaff && !author.outside;
}

function holdOf({ heldUntil, takenBackAt }: ConversationMessage): MessageView['hold'] {
  if (heldUntil) return 'held';
  return takenBackAt ? 'taken_back' : null;
}

function formalAnswer({ level, outcome, redress, pdf, voided }: AnswerOfMessage): FormalAnswerView {
  const { kind, cents } = redress;
  return {
    level,
    outcome,
    redress: kind === 'none' ? null : { kind, cents: cents ?? 0 },
    pdf: documentLink(pdf),
    voided,
  };
}

/** Offered where a credential was seen, and at hand elsewhere: not every one is recognised (D7). */
function redactionView({ id, body, quoted }: ConversationMessage): MessageView['redaction'] {
  const suspected = [body, quoted].some((text) => detectSecrets(text).length > 0);
  return { url: `/messages/${id}/redaction`, suspected };
}

/** What is written at the desk reaches the customer by mail. */
function channelOf({ channel }: ConversationMessage): MessageView['channel'] {
  if (channel === 'telephone') return 'phone';
  return channel === 'portal' || channel === 'letter' ? channel : 'email';
}

/**
 * A picture within a mail's layout is seen where it belongs. Everything else is listed, even what
 * its sender called "inline": many programs say so of a document, and it would be lost.
 */
function isSeenInOriginal(file: Attachment, message: ConversationMessage): boolean {
  return file.inline && file.contentId !== null && isDrawn(file) && message.hasHtml;
}

export function attachmentView(file: Attachment): AttachmentView {
  return {
    name: file.name,
    url: `/attachments/${file.id}/${encodeURIComponent(file.name)}`,
    size: file.size,
    family: familyOf(file.contentType),
  };
}

function familyOf(contentType: string): AttachmentView['family'] {
  if (/^image\//i.test(contentType)) return 'image';
  if (/^text\/|pdf|document/i.test(contentType)) return 'text';
  return /zip|tar|compressed|rar/i.test(contentType) ? 'archive' : 'other';
}

/** A mail about to leave is no news; one that waits after a refusal, or never left, is. */
function deliveryView(
  { id, status, at, error, to, retryAt }: ConversationMessage['deliveries'][number],
  bounced: ReadonlyMap<number, Date>,
  answer: AnswerOfMessage | null,
): DeliveryView | null {
  const said = { recipient: to, reason: null, resend: null };
  // a formal answer that is void is given anew (P5)
  const resend = answer?.voided ? null : String(id);
  const returnedAt = bounced.get(id);
  if (returnedAt) return { ...said, state: 'bounced', at: returnedAt, resend };
  if (status === 'queued' && error === null) return null;
  if (status === 'queued') return { ...said, state: 'delayed', at: retryAt ?? at, reason: error };
  if (status === 'failed') return { ...said, state: 'failed', at, reason: error, resend };
  return { ...said, state: 'sent', at };
}

/** Whoever takes part, or is a colleague, is not added again. */
function copiedView({ address, state }: ConversationMessage['copied'][number]) {
  return { address, shown: shownAddress(address), addable: state === 'outside' };
}

/** Who left no address is shown without one. */
function addressOf(email: string): string | null {
  return isNobody(email) ? null : shownAddress(email);
}

import type { AnsweringLevel, AnswerOutcome, RedressKind } from '../../domain/complaint/event.ts';
import type { ToldNote } from '../../domain/mail/mail-notes.ts';
import type { SenderDoubt } from '../../domain/mail/sender-doubts.ts';
import type { ProofVerdict } from '../../domain/mail/sender-proof.ts';
import type { Channel } from './common.ts';

export interface AttachmentView {
  name: string;
  url: string;
  /** Bytes. */
  size: number;
  /** Its media type's family, which chooses the icon. */
  family: 'image' | 'text' | 'archive' | 'other';
}

/** What became of the mail that carried a message out; staff only. */
export interface DeliveryView {
  state: 'queued' | 'sent' | 'delayed' | 'failed' | 'bounced';
  /** When that was; of a mail that is delayed, when it is tried again. */
  at: Date;
  /** The other server's answer, in its own words, when it refused. */
  reason: string | null;
  recipient: string;
  /** The mail that may be sent again; null where it may not. */
  resend: string | null;
}

/** That a message is the formal answer to a complaint (P1, P2), with what it decides. */
export interface FormalAnswerView {
  level: AnsweringLevel;
  outcome: AnswerOutcome;
  redress: { kind: Exclude<RedressKind, 'none'>; cents: number } | null;
  pdf: AttachmentView;
  /** Its mail came back: it never counted. */
  voided: boolean;
}

/** What staff are told of the mail that brought a message; `messages/_origin` shows it. */
export interface OriginView {
  /** Whether its sender's domain vouches for it; null where nobody asked. */
  proof: ProofVerdict | null;
  /** The domain that was asked. */
  domain: string | null;
  /** What deserves a warning, the gravest first. */
  doubts: readonly SenderDoubt[];
  /** That it came signed or encrypted, or was cut. */
  notes: readonly ToldNote[];
}

/** A message as it came by mail: `messages/source`. */
export interface MessageSourcePage {
  number: string;
  ticketUrl: string;
  from: string;
  receivedAt: Date;
  notes: readonly ToldNote[];
  /** Its beginning: nothing in it is hidden, and none of it is markup. */
  text: string;
  /** There is more of it than is shown. */
  cut: boolean;
  /** Bytes. */
  size: number;
  rawUrl: string;
}

/**
 * One message of a conversation. The same partial serves page and live push, once per audience:
 * whatever its audience may not see is null here rather than hidden there.
 */
export interface MessageView {
  id: string;
  kind: 'public' | 'note';
  author: { name: string; side: 'customer' | 'staff' | 'machine' };
  at: Date;
  channel: Channel;
  /** What was written, as plain text, without what it quoted. */
  body: string;
  quoted: string | null;
  /** The sanitised original, shown in a sandboxed frame when asked for. */
  htmlUrl: string | null;
  attachments: AttachmentView[];
  /** The customer's zone, told beside the provider's time when it differs. */
  customerZone: string | null;
  /** Staff only: of the mail that brought it, what there is to know of its sender. */
  origin: OriginView | null;
  /** To the customer only: it came under its address, and its domain says that it did not send it. */
  forgedInYourName: boolean;
  /** Staff only: where it is read as it came by mail, while its bytes are kept. */
  sourceUrl: string | null;
  /** Staff only: who else the mail was sent to, and whether each may be added to the ticket. */
  copied: { address: string; shown: string; addable: boolean }[];
  /** Staff only: of each mail that carried it. */
  deliveries: DeliveryView[];
  answer: FormalAnswerView | null;
  /** Staff only: of a reply that its customer has not, or never had. */
  hold: 'held' | 'taken_back' | null;
  /** When a passage was taken out of it. */
  redactedAt: Date | null;
  /** Taking a credential out of it, for whoever may; `suspected` where one was seen. */
  redaction: { url: string; suspected: boolean } | null;
  /** Staff only: the address it came from. */
  address: string | null;
}

/** The document of the sandboxed frame: it has its own policy and shares nothing with the page. */
export interface MessageFrame {
  html: string;
  /** Remote images that were left out; the link shows them. */
  blockedImages: number;
  imagesUrl: string | null;
}

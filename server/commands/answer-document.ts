import type { ComplaintBodies } from '../domain/complaint/bodies.ts';
import type { AnsweringLevel, AnswerOutcome, RedressKind } from '../domain/complaint/event.ts';
import type { Stage } from '../domain/complaint/path.ts';
import type { UserActor } from '../domain/user/actor.ts';
import type { Recipient } from '../letters/letter.ts';
import { insertDocument } from '../store/documents.ts';
import type { CommandContext } from './command.ts';
import type { HeldComplaint } from './complaint-record.ts';
import { ticketUrl } from './post-letter.ts';

export type WrittenAnswer = {
  readonly to: Recipient;
  readonly stage: Stage;
  readonly bodies: ComplaintBodies;
  readonly outcome: AnswerOutcome;
  readonly redress: { readonly kind: RedressKind; readonly cents: number | null };
  readonly body: string;
};

/** Keeps a formal answer as the letter that it is. @returns the document's id */
export async function writeAnswerDocument(
  { tx, house, now }: CommandContext,
  held: HeldComplaint & { staff: UserActor; level: AnsweringLevel },
  { to, stage, bodies, outcome, redress, body }: WrittenAnswer,
): Promise<number> {
  const { ticket, path, provider, staff, level } = held;
  // one whose mail came back leaves its reference to it
  const again = stage.answers.length === 0 ? '' : `-${stage.answers.length + 1}`;
  const reference = `${ticket.number}-R${level}${again}`;
  const bytes = await house.renderDocument({
    name: 'complaint_answer',
    reference,
    locale: to.locale,
    createdAt: now,
    provider,
    to: [to.name],
    model: {
      ticket,
      level,
      receivedOn: stage.receivedOn,
      lastDay: stage.limit.lastDay,
      outcome,
      reasons: body,
      redress,
      answeredBy: staff.name,
      consumer: path.quality === 'consumer',
      referralDay: path.referral?.lastDay ?? null,
      bodies,
      ticketUrl: ticketUrl(house.publicUrl, ticket.number),
    },
  });
  const document = {
    kind: 'complaint_answer',
    customerId: ticket.customerId,
    ticketId: ticket.id,
    name: `${reference}.pdf`,
    contentType: 'application/pdf',
    bytes,
  } as const;
  return insertDocument(tx, document, now);
}

import { randomBytes } from 'node:crypto';
import type { DiagnosisOutcome } from '../domain/diagnosis/outcome.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { saltedDigest } from '../domain/proof/salted-digest.ts';
import type { DataOf, TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { UserActor } from '../domain/user/actor.ts';
import { diagnosisReportLetter } from '../letters/diagnosis-report.ts';
import {
  findDocument,
  insertDocument,
  nextDocumentId,
  type StoredDocument,
} from '../store/documents.ts';
import { listThreadIds, nextOutboundEmailId } from '../store/outbound-emails.ts';
import { liveSeconds } from '../store/time-entries.ts';
import { findUser, type User } from '../store/users.ts';
import { insertVerdict, type Verdict } from '../store/verdicts.ts';
import { chargeVerdict } from './charge-verdict.ts';
import type { CommandContext } from './command.ts';
import { reportOf } from './diagnosis-report.ts';
import { continueHistory } from './history.ts';
import { postLetter, recipientOf, ticketUrl } from './post-letter.ts';
import { stopTimersOn } from './stop-timers.ts';

/** The most characters of the reasons that a customer is told. */
export const REASONS_LENGTH = 20_000;

export type Pronounced = {
  readonly outcome: DiagnosisOutcome;
  readonly reasons: string;
  /** The verdict that this one changes, with the note that says why; null for the first. */
  readonly change: { readonly replaced: Verdict; readonly note: NoteAdded } | null;
};
type NoteAdded = { type: 'note_added'; data: DataOf<'note_added'> };

/**
 * Pronounces a verdict on a ticket that the command holds: timers stop, what was spent is charged
 * or not (D3), and the customer gets the report (D2).
 *
 * @returns `already_concluded` where somebody was faster: the table's keys decide
 */
export async function pronounce(
  context: CommandContext,
  { ticket, staff }: { ticket: Ticket; staff: UserActor },
  { outcome, reasons, change }: Pronounced,
): Promise<Outcome<{ verdictId: number }>> {
  const { tx, now } = context;
  const stopped = await stopTimersOn(context, ticket);
  const seconds = (await liveSeconds(tx, ticket.id)).reduce((sum, some) => sum + some, 0);
  const salt = randomBytes(16);
  const documentId = await nextDocumentId(tx);
  const replaced = change?.replaced ?? null;
  const verdictId = await insertVerdict(
    tx,
    {
      ticketId: ticket.id,
      outcome,
      reasons,
      salt,
      seconds,
      documentId,
      replacesId: replaced?.id ?? null,
      changeMessageId: change?.note.data.message ?? null,
      pronouncedBy: staff.id,
    },
    now,
  );
  if (verdictId === null) return refuse('already_concluded');
  const charged = await chargeVerdict(
    context,
    ticket,
    { id: verdictId, outcome, seconds },
    replaced,
  );
  const place = (replaced?.place ?? 0) + 1;
  const concluded = { verdictId, place, outcome, reasons, seconds, replaced };
  const report = await writeReport(context, { ticket, staff, documentId }, concluded);

  const events: TicketEventData[] = [
    ...(change === null ? [] : [change.note]),
    ...stopped,
    {
      type: 'diagnosis_concluded',
      data: {
        verdict: verdictId,
        outcome,
        seconds,
        digest: saltedDigest(salt, { outcome, reasons }),
        report: { document: documentId, digest: report.digest },
        ...(change === null
          ? {}
          : { replaces: change.replaced.id, note: change.note.data.message }),
      },
    },
    ...charged,
  ];
  const after = await continueHistory(context, ticket, events);
  await report.send(after);
  return accept({ verdictId });
}

/** Keeps the report as a document, and has the letter that carries it ready. */
async function writeReport(
  context: CommandContext,
  { ticket, staff, documentId }: { ticket: Ticket; staff: UserActor; documentId: number },
  concluded: Parameters<typeof reportOf>[2],
) {
  const { tx, now, house } = context;
  const requester = (await findUser(tx, ticket.requesterId)) as User;
  const document = await reportOf(context, { ticket, staff, requester }, concluded);
  const bytes = await house.renderDocument(document);
  await insertDocument(
    tx,
    {
      id: documentId,
      kind: 'diagnosis_report',
      customerId: ticket.customerId,
      ticketId: ticket.id,
      name: `${document.reference}.pdf`,
      contentType: 'application/pdf',
      bytes,
    },
    now,
  );
  const { digest } = (await findDocument(tx, documentId)) as StoredDocument;
  return {
    digest: Buffer.from(digest).toString('hex'),
    async send(after: Ticket): Promise<void> {
      const letter = diagnosisReportLetter(recipientOf(requester), after, {
        report: document.model,
        providerName: document.provider.name,
        reportUrl: `${ticketUrl(house.publicUrl, after.number)}/diagnosis`,
      });
      const [id, threadIds] = await Promise.all([
        nextOutboundEmailId(tx),
        listThreadIds(tx, after.id),
      ]);
      await postLetter(context, letter, { id, ticket: after, threadIds, documents: [documentId] });
    },
  };
}

import { addNote } from '../server/commands/add-note.ts';
import { approveCharge } from '../server/commands/approve-charge.ts';
import { assignTicket } from '../server/commands/assign-ticket.ts';
import { changeStatus } from '../server/commands/change-status.ts';
import type { Run } from '../server/commands/command.ts';
import { concludeDiagnosis } from '../server/commands/conclude-diagnosis.ts';
import { exportStatement } from '../server/commands/export-statement.ts';
import { keepSecret } from '../server/commands/keep-secret.ts';
import { postMessage } from '../server/commands/post-message.ts';
import { recordInvoice } from '../server/commands/record-invoice.ts';
import { recordFinding, recordTest } from '../server/commands/record-step.ts';
import { recordTime } from '../server/commands/record-time.ts';
import { replyToTicket } from '../server/commands/reply-to-ticket.ts';
import { dayIn } from '../server/domain/billing/claim-cap.ts';
import type { UserActor } from '../server/domain/user/actor.ts';
import { listChargesOf } from '../server/store/charges.ts';
import type { Database } from '../server/store/connect.ts';
import { findTicket } from '../server/store/tickets.ts';
import { complain } from './complain.ts';
import { invoicePage } from './demo-invoice.ts';
import type { DemoStep } from './demo-tickets.ts';
import { done } from './done.ts';
import type { Cast } from './populate.ts';
import { PROVIDER } from './provider.ts';

/** When and where something happens to a ticket of the demonstration. */
export type Moment = { number: string; at: Date; cast: Cast; run: Run; database: Database };

/** Takes one step of a ticket's story, through the command that people use. */
export async function take(step: DemoStep, moment: Moment): Promise<void> {
  const { number, cast, run } = moment;
  const actor = cast[step.by];
  if ('message' in step) {
    done(await run(postMessage, actor, { number, body: step.message, files: [] }));
  } else if ('reply' in step) {
    const statusAfter = step.statusAfter ?? null;
    done(await run(replyToTicket, actor, { number, body: step.reply, files: [], statusAfter }));
  } else if ('note' in step) {
    done(await run(addNote, actor, { number, body: step.note }));
  } else if ('assign' in step) {
    done(await run(assignTicket, actor, { number, assigneeId: cast[step.assign].id }));
  } else if ('status' in step) {
    done(await run(changeStatus, actor, { number, status: step.status }));
  } else if ('keeps' in step) {
    done(await run(keepSecret, actor, { number, ...step.keeps }));
  } else if ('cause' in step || 'answers' in step || 'escalates' in step) {
    await complain(step, actor, moment);
  } else {
    await diagnose(step, actor, moment);
  }
}

type DiagnosisStep = Extract<
  DemoStep,
  | { spent: number }
  | { tested: string }
  | { found: string }
  | { concludes: string }
  | { approves: true }
  | { invoices: string }
>;

async function diagnose(step: DiagnosisStep, actor: UserActor, moment: Moment): Promise<void> {
  const { number, at, run } = moment;
  if ('spent' in step) {
    const span = { startedAt: new Date(at.getTime() - step.spent * 60_000), endedAt: at };
    done(await run(recordTime, actor, { number, span, work: step.work }));
  } else if ('tested' in step) {
    const { tested: wording, result, observed } = step;
    const test = { number, testId: null, wording, result, observed, files: [] };
    done(await run(recordTest, actor, test));
  } else if ('found' in step) {
    done(await run(recordFinding, actor, { number, found: step.found, files: [] }));
  } else if ('concludes' in step) {
    const { concludes: outcome, reasons } = step;
    done(await run(concludeDiagnosis, actor, { number, outcome, reasons }));
  } else {
    await bill(step, actor, moment);
  }
}

async function bill(
  step: Extract<DiagnosisStep, { approves: true } | { invoices: string }>,
  actor: UserActor,
  { number, at, run, database }: Moment,
): Promise<void> {
  const ticket = await findTicket(database, number);
  const [charge] = ticket ? await listChargesOf(database, ticket.id) : [];
  if (!ticket || !charge) throw new Error(`${number} was not charged`);
  if ('approves' in step) {
    done(await run(approveCharge, actor, { chargeId: charge.id }));
    return;
  }
  const { customerId } = ticket;
  const day = dayIn(PROVIDER.timeZone, at);
  const period = { from: dayIn(PROVIDER.timeZone, ticket.receivedAt), to: day };
  const { statementId } = done(await run(exportStatement, actor, { customerId, ...period }));
  const bytes = invoicePage([
    PROVIDER.name,
    PROVIDER.postalAddress,
    '',
    `Facture ${step.invoices} du ${day}`,
    `Diagnostic du ticket ${number}`,
    `Unités : ${charge.units}`,
    `Total TTC : ${euros(charge.grossCents)} €, dont TVA ${euros(charge.vatCents)} €`,
    '',
    'Facture de démonstration, sans valeur.',
  ]);
  const pdf = { name: `${step.invoices}.pdf`, contentType: 'application/pdf', bytes };
  const invoice = { number: step.invoices, issuedOn: day, totalCents: charge.grossCents };
  done(await run(recordInvoice, actor, { ...invoice, pdf, statementId, customerId: null }));
}

function euros(cents: number): string {
  return `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`;
}

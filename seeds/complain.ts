import { answerComplaint } from '../server/commands/answer-complaint.ts';
import type { Run } from '../server/commands/command.ts';
import { escalateComplaint } from '../server/commands/escalate-complaint.ts';
import { lodgeComplaint } from '../server/commands/lodge-complaint.ts';
import { recordDelivery } from '../server/commands/record-delivery.ts';
import { setCause } from '../server/commands/set-cause.ts';
import type { UserActor } from '../server/domain/user/actor.ts';
import { listAnswers } from '../server/store/complaint-answers.ts';
import type { Database } from '../server/store/connect.ts';
import { findInvoiceByNumber } from '../server/store/invoices.ts';
import { findTicket } from '../server/store/tickets.ts';
import type { ComplaintStep, DemoTicket } from './demo-tickets.ts';
import { done } from './done.ts';

const DELIVERY = { kind: 'system', name: 'delivery' } as const;

/** Lodges a complaint of the demonstration; `numbers` are those of its tickets, by their subject. */
export async function lodge(
  { subject, body, wanted = '', about, invoiced }: DemoTicket,
  contact: UserActor,
  { run, database, numbers }: { run: Run; database: Database; numbers: Map<string, string> },
): Promise<string> {
  const invoice = invoiced === undefined ? null : await findInvoiceByNumber(database, invoiced);
  const ticket = about === undefined ? undefined : numbers.get(about);
  const concerned = {
    tickets: ticket === undefined ? [] : [ticket],
    invoices: invoice === null ? [] : [invoice.id],
  };
  const said = { subject, body, wanted, files: [], ...concerned };
  return done(await run(lodgeComplaint, contact, said)).number;
}

/** One step of a complaint's path. The mail of an answer is accepted at once: it counts (P5). */
export async function complain(
  step: ComplaintStep,
  actor: UserActor,
  { number, run, database }: { number: string; run: Run; database: Database },
): Promise<void> {
  if ('cause' in step) {
    done(await run(setCause, actor, { number, cause: step.cause }));
  } else if ('escalates' in step) {
    done(await run(escalateComplaint, actor, { number, body: step.escalates, files: [] }));
  } else {
    const { answers: outcome, reasons, redress } = step;
    done(await run(answerComplaint, actor, { number, outcome, reasons, redress }));
    const ticket = await findTicket(database, number);
    const answer = ticket && (await listAnswers(database, ticket.id)).at(-1);
    if (!answer) throw new Error(`${number} was not answered`);
    const result = { accepted: true, captured: true } as const;
    done(await run(recordDelivery, DELIVERY, { id: answer.outboundEmailId, result }));
  }
}

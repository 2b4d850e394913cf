import type { TestResult } from '../domain/diagnosis/event.ts';
import { TEST_RESULTS } from '../domain/diagnosis/event.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket, TicketKind } from '../domain/ticket/ticket.ts';
import type { Db } from '../store/connect.ts';
import { insertStep } from '../store/diagnosis-steps.ts';
import { findTest } from '../store/recommended-tests.ts';
import { findService } from '../store/services.ts';
import type { CommandContext } from './command.ts';
import { continueHistory } from './history.ts';

/** A recommended test that a customer made, with the result that it saw (I4). */
export type Tested = { testId: number; result: TestResult };

/** The tests of a declaration: each is recommended for all, or for a service of this customer. */
export async function checkTests(
  db: Db,
  customerId: number,
  { kind, tests = [] }: { kind: TicketKind; tests?: readonly Tested[] },
): Promise<Outcome<readonly Tested[]>> {
  if (kind !== 'incident') return accept([]);
  for (const { testId, result } of tests) {
    const known = TEST_RESULTS.includes(result) ? await findTest(db, testId) : null;
    const service = known?.serviceId ? await findService(db, known.serviceId) : null;
    if (!known || (known.serviceId !== null && service?.customerId !== customerId)) {
      return refuse('invalid_choice', { field: `test_${testId}` });
    }
  }
  return accept(tests);
}

/** Keeps them as the first steps of the diagnosis; the declaration is the message that says so. */
export async function keepTests(
  context: CommandContext,
  { ticket, messageId, contactId }: { ticket: Ticket; messageId: number; contactId: number },
  tests: readonly Tested[],
): Promise<void> {
  const events: TicketEventData[] = [];
  const about = { ticketId: ticket.id, kind: 'test', messageId, recordedBy: contactId } as const;
  for (const { testId, result } of tests) {
    const step = await insertStep(context.tx, { ...about, testId, result }, context.now);
    const data = { step, message: messageId, kind: 'test', test: testId, result } as const;
    events.push({ type: 'step_recorded', data });
  }
  await continueHistory(context, ticket, events);
}

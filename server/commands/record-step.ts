import { TEST_RESULTS } from '../domain/diagnosis/event.ts';
import { testWords, WORDING_LENGTH } from '../domain/diagnosis/step.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { cleanText, readField } from '../domain/text-field.ts';
import { checkAttachments } from '../domain/ticket/attachment.ts';
import type { TicketEventData } from '../domain/ticket/event.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import type { Db } from '../store/connect.ts';
import { insertStep } from '../store/diagnosis-steps.ts';
import { findTest } from '../store/recommended-tests.ts';
import type { Command } from './command.ts';
import { holdForStep } from './held-diagnosis.ts';
import { continueHistory } from './history.ts';
import { writeNote } from './internal-note.ts';
import type { UploadedFile } from './uploaded-files.ts';

const BODY_LENGTH = 20_000;

export type TestInput = {
  number: string;
  /** A recommended test; null where the agent words one. */
  testId: number | null;
  wording: string;
  result: string;
  observed: string;
  files: readonly UploadedFile[];
};

/** An agent records a test and its result, with the evidence (4.3); the report tells it. */
export const recordTest: Command<TestInput, { stepId: number }> = async (context, input) => {
  const { tx, now } = context;
  const held = await holdForStep(context, input.number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const wording = await wordingOf(tx, ticket, input);
  if (!wording.ok) return wording;
  const result = TEST_RESULTS.find((known) => known === input.result);
  if (!result) {
    return refuse(input.result === '' ? 'required' : 'invalid_choice', { field: 'result' });
  }
  const observed = cleanText(input.observed).trim();
  if (observed.length > BODY_LENGTH) {
    return refuse('too_long', { field: 'observed', details: { max: BODY_LENGTH } });
  }
  const files = checkAttachments(input.files);
  if (!files.ok) return files;
  const about = { ticketId: ticket.id, authorId: staff.id, files: input.files };
  const note = await writeNote(context, { ...about, body: testWords(wording.value, observed) });
  const { message } = note.data;
  const { testId } = input;
  const step = { ticketId: ticket.id, messageId: message, testId, result, recordedBy: staff.id };
  const stepId = await insertStep(tx, { ...step, kind: 'test' }, now);
  await continueHistory(context, ticket, [
    note,
    { type: 'step_recorded', data: { step: stepId, message, kind: 'test', test: testId, result } },
  ]);
  return accept({ stepId });
};

/** A recommended test says itself what is tested; it is one of this ticket's service, or of all. */
async function wordingOf(
  tx: Db,
  ticket: Ticket,
  { testId, wording }: TestInput,
): Promise<Outcome<string>> {
  if (testId === null) return readField('wording', wording, { max: WORDING_LENGTH, line: true });
  const test = await findTest(tx, testId);
  const fits = test && (test.serviceId === null || test.serviceId === ticket.serviceId);
  return fits ? accept(test.wording) : refuse('invalid_choice', { field: 'test' });
}

/** An agent records what was found, with the evidence; the report tells it. */
export const recordFinding: Command<
  { number: string; found: string; files: readonly UploadedFile[] },
  { stepId: number }
> = async (context, input) => {
  const held = await holdForStep(context, input.number);
  if (!held.ok) return held;
  const { ticket, staff } = held.value;
  const found = readField('found', input.found, { max: BODY_LENGTH });
  if (!found.ok) return found;
  const files = checkAttachments(input.files);
  if (!files.ok) return files;
  const about = { ticketId: ticket.id, authorId: staff.id, files: input.files };
  const note = await writeNote(context, { ...about, body: found.value });
  const { message } = note.data;
  const step = { ticketId: ticket.id, messageId: message, recordedBy: staff.id };
  const stepId = await insertStep(context.tx, { ...step, kind: 'finding' }, context.now);
  const event: TicketEventData = {
    type: 'step_recorded',
    data: { step: stepId, message, kind: 'finding' },
  };
  await continueHistory(context, ticket, [note, event]);
  return accept({ stepId });
};

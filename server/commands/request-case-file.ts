import { AUDIENCES, type CaseFileAudience } from '../domain/case-file/case-file.ts';
import { accept, type Outcome, refuse } from '../domain/outcome.ts';
import { isDisclosed } from '../domain/proof/disclosed-history.ts';
import type { Ticket } from '../domain/ticket/ticket.ts';
import { isOfficerOnly, may, mayReachTicket } from '../domain/user/permission.ts';
import { LOCALES, type Locale } from '../domain/user/role.ts';
import { askForCaseFile } from '../store/case-files.ts';
import { isOfComplaint } from '../store/complaint-reach.ts';
import { listEvents } from '../store/events.ts';
import { findTicket } from '../store/tickets.ts';
import type { Command } from './command.ts';

export type RequestCaseFileInput = {
  number: string;
  audience: CaseFileAudience;
  locale: Locale;
  /** The last event that it tells of, or the one before that its audience may know of; null: now. */
  upTo: number | null;
};

/**
 * Has a case file made (P3): a customer's contact that of its own complaint, as the mediator gets
 * it; managers and complaint officers that of any ticket (V1). Asked twice, it is made once.
 */
export const requestCaseFile: Command<RequestCaseFileInput, { id: number }> = async (
  { tx, actor, now, happened },
  input,
) => {
  if (actor.kind !== 'user') return refuse('forbidden');
  const isContact = actor.customerId !== null;
  if (!isContact && !may(actor, 'export_case_files')) return refuse('forbidden');
  const ticket = await findTicket(tx, input.number);
  if (!ticket || !mayReachTicket(actor, ticket)) return refuse('not_found');
  if (isOfficerOnly(actor) && !(await isOfComplaint(tx, ticket.id))) return refuse('not_found');
  if (isContact && ticket.kind !== 'complaint') return refuse('not_a_complaint');
  if (!LOCALES.includes(input.locale)) return refuse('invalid_choice', { field: 'locale' });
  const audience = isContact ? 'mediator' : input.audience;
  if (!AUDIENCES.includes(audience)) return refuse('invalid_choice', { field: 'audience' });

  const asked =
    isContact || input.upTo === null ? accept(ticket.headSeq) : within(ticket, input.upTo);
  if (!asked.ok) return asked;
  const events = await listEvents(tx, ticket.id);
  // an event that is withheld would tell its time by being the last
  const last = events.findLast(
    ({ seq, type }) => seq <= asked.value && isDisclosed(type, audience),
  );
  const key = { ticketId: ticket.id, upTo: last?.seq ?? 1, audience, locale: input.locale };
  const { id, queued } = await askForCaseFile(tx, key, actor.id, now);
  if (queued) happened.caseFileIds.push(id);
  return accept({ id });
};

function within({ headSeq }: Ticket, seq: number): Outcome<number> {
  if (Number.isInteger(seq) && seq >= 1 && seq <= headSeq) return accept(seq);
  return refuse('figure_out_of_range', { field: 'up_to', details: { min: 1, max: headSeq } });
}

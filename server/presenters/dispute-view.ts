import { disputeLimit } from '../domain/billing/dispute.ts';
import type { Dispute } from '../store/disputes.ts';
import { emptyForm } from '../views/models/common.ts';
import type { DisputeRow, DisputesPanel, DisputeView } from '../views/models/disputes.ts';

export function disputeRow(dispute: Dispute): DisputeRow {
  const { line } = dispute;
  return {
    id: String(dispute.id),
    invoice: { id: String(dispute.invoice.id), number: dispute.invoice.number },
    ticket: dispute.ticket.number,
    incident: line && { number: line.incident.number, subject: line.incident.subject },
    late: dispute.late,
    openedAt: dispute.openedAt,
    decidedAt: dispute.decidedAt,
    upheld: dispute.upheld,
  };
}

/** A dispute as a manager decides it. @param timeZone the provider's */
export function disputeView(
  dispute: Dispute,
  timeZone: string,
  form: DisputeView['form'] = emptyForm(),
): DisputeView {
  const { invoice, customer } = dispute;
  return {
    ...disputeRow(dispute),
    customer: { id: String(customer.id), name: customer.name },
    issuedOn: invoice.issuedOn,
    lastDay: disputeLimit(invoice.issuedOn, timeZone).lastDay,
    grossCents: dispute.grossCents,
    reason: dispute.reason,
    decidedBy: dispute.decidedBy,
    form,
  };
}

/** The page of the list that begins with it. */
function decideUrl({ id }: Dispute): string {
  return `/desk/disputes?before=${id + 1}#dispute_${id}`;
}

/** What stands beside a ticket; null where it has to do with none. */
export function disputesPanel(
  disputes: readonly Dispute[],
  ticketId: number,
  may: { invoice: (dispute: Dispute) => boolean; decide: boolean },
): DisputesPanel | null {
  if (disputes.length === 0) return null;
  const own = disputes.find(({ ticket }) => ticket.id === ticketId);
  return {
    own: own ? disputeRow(own) : null,
    others: disputes.filter((dispute) => dispute !== own).map(disputeRow),
    invoice: own !== undefined && may.invoice(own),
    decideUrl: own && own.decidedAt === null && may.decide ? decideUrl(own) : null,
  };
}

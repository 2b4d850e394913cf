/** Where a ticket stands. `closed` and `refused` end it; only staff may open it again. */
export const STATUSES = [
  'new',
  'open',
  'waiting_customer',
  'resolved',
  'closed',
  'refused',
] as const;
export type TicketStatus = (typeof STATUSES)[number];

export const UNFINISHED: readonly TicketStatus[] = ['new', 'open', 'waiting_customer'];

const REACHABLE: Record<TicketStatus, readonly TicketStatus[]> = {
  new: ['open', 'waiting_customer', 'resolved'],
  open: ['waiting_customer', 'resolved'],
  waiting_customer: ['open', 'resolved', 'closed'],
  resolved: ['open', 'closed'],
  closed: ['open'],
  refused: ['open'],
};

/** The statuses staff may give a ticket that has this one; a refusal goes by its reasons (I5). */
export function reachableFrom(status: TicketStatus): readonly TicketStatus[] {
  return REACHABLE[status];
}

/** Whether a ticket may still be refused: what was answered or ended is not. */
export function isRefusable(status: TicketStatus): boolean {
  return UNFINISHED.includes(status);
}

export function isEnded(status: TicketStatus): boolean {
  return status === 'closed' || status === 'refused';
}

/** A reply by staff takes a new ticket up; it changes nothing else unless its author says so. */
export function statusAfterStaffReply(
  status: TicketStatus,
  wanted: 'waiting_customer' | 'resolved' | null,
): TicketStatus {
  if (wanted !== null) return wanted;
  return status === 'new' ? 'open' : status;
}

/** A customer's word ends "waiting for the customer" by itself, and undoes a resolution (H4). */
export function statusAfterCustomerMessage(status: TicketStatus): TicketStatus {
  return status === 'waiting_customer' || status === 'resolved' ? 'open' : status;
}

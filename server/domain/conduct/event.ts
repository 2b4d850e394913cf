/** Why a request may be refused (4.2, I5). */
export const REFUSAL_GROUNDS = [
  'not_contracted',
  'third_party',
  'abuse',
  'breach_of_contract',
] as const;
export type RefusalGround = (typeof REFUSAL_GROUNDS)[number];

/** What of refusals and conduct stands in a ticket's history (I5). */
export type ConductEvent =
  /** `message` holds the reasons, as the customer was told them. */
  | { type: 'ticket_refused'; data: { ground: RefusalGround; message: number } }
  | { type: 'conduct_flagged'; data: { flag: number; messages: number[]; note: number } };

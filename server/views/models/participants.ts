import type { SenderDoubt } from '../../domain/mail/sender-doubts.ts';
import type { Form } from './common.ts';

/** Who is written to about a ticket, and who might be (`tickets/_participants`). */
export interface ParticipantsPanel {
  number: string;
  /** Null for who left no address. */
  requester: { name: string; email: string | null };
  participants: {
    id: string;
    name: string;
    email: string;
    /** A contact of the ticket's own customer, who reads it on the portal too. */
    colleague: boolean;
  }[];
  /** Who wrote from outside, and is not written to. */
  outsiders: { name: string; email: string; shown: string }[];
  form: Form<'email'>;
}

/** Somebody answered a ticket without taking part in it, which opened another. */
export interface JoinOfferView {
  author: { name: string; email: string };
  /** Of the ticket's own customer, who reads it on the portal too. */
  colleague: boolean;
  /** What staff are warned of before they let it in. */
  doubts: readonly SenderDoubt[];
  answered: string;
  apart: string;
  /** Which of the two is shown. */
  here: 'answered' | 'apart';
}

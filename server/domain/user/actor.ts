import type { Locale, Role } from './role.ts';

/** Somebody who signed in, or who proved by mail to be this user. */
export type UserActor = {
  readonly kind: 'user';
  readonly id: number;
  readonly name: string;
  readonly roles: readonly Role[];
  /** The customer a contact belongs to; null for staff. */
  readonly customerId: number | null;
  readonly locale: Locale;
  readonly timeZone: string;
};

/** A part of the product acting by itself. */
export type SystemActor = {
  readonly kind: 'system';
  readonly name: 'intake' | 'delivery' | 'sweep' | 'seed' | 'billing';
};

/** Somebody who has not signed in: registers, asks for a password. */
export type VisitorActor = { readonly kind: 'visitor' };

export type Actor = UserActor | SystemActor | VisitorActor;
